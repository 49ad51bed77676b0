# Finds a JDK, Maven and Python, or says exactly what to install.

# install_hint WHAT: the command for this system; WHAT is jdk, maven, python, chromium, node or mariadb.
install_hint() {
  local debian fedora suse arch alpine mac
  case "$1" in
    jdk)
      debian="openjdk-21-jdk-headless" fedora="java-21-openjdk-devel" suse="java-21-openjdk-devel"
      arch="jdk21-openjdk" alpine="openjdk21-jdk" mac="openjdk@21"
      ;;
    maven) debian=maven fedora=maven suse=maven arch=maven alpine=maven mac=maven ;;
    python)
      debian="python3 python3-venv" fedora="python3" suse="python312" arch="python" alpine="python3" mac="python@3.12"
      ;;
    chromium)
      debian="chromium" fedora="chromium" suse="chromium" arch="chromium" alpine="chromium" mac="--cask chromium"
      ;;
    go) debian=golang-go fedora=golang suse=go arch=go alpine=go mac=go ;;
    node)
      debian="nodejs" fedora="nodejs" suse="nodejs22" arch="nodejs" alpine="nodejs" mac="node"
      ;;
    mariadb)
      # On Debian the programs alone: the whole server would start and own the usual port.
      debian="mariadb-server-core mariadb-client-core" fedora="mariadb-server" suse="mariadb" arch="mariadb"
      alpine="mariadb" mac="mariadb"
      ;;
  esac
  local sudo="sudo "
  ! is_root || sudo=""
  if [ "$(uname -s)" = Darwin ]; then
    echo "brew install $mac"
  elif command -v apt-get >/dev/null; then
    echo "${sudo}apt-get install $debian"
  elif command -v dnf >/dev/null; then
    echo "${sudo}dnf install $fedora"
  elif command -v zypper >/dev/null; then
    echo "${sudo}zypper install $suse"
  elif command -v pacman >/dev/null; then
    echo "${sudo}pacman -S $arch"
  elif command -v apk >/dev/null; then
    echo "${sudo}apk add $alpine"
  else
    echo "install it by your system's package manager"
  fi
}

# install_now WHAT: where that needs no question; WHAT as for install_hint.
install_now() {
  is_root && command -v apt-get >/dev/null || return 1
  # shellcheck disable=SC2046 # several packages
  install_packages $(install_hint "$1" | sed 's/^apt-get install //')
}

# install_packages PACKAGE...: Debian's, as root.
install_packages() {
  # A server that does not answer must not hold up for long; what apt knows may do without it.
  with_progress "Installing $*" "$(mktemp -t rayport-apt.XXXXXX)" sh -c \
    'apt-get -o Acquire::http::Timeout=20 -o Acquire::Retries=1 update
     DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 -o Acquire::http::Timeout=20 \
       install -y --no-install-recommends "$@"' apt "$@"
}

# jdk_version DIR: its feature number, such as 21; fails when DIR is no JDK.
jdk_version() {
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] || return 1
  local text
  text="$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9]*\).*/\1/p' "$1/release" 2>/dev/null | head -n 1)"
  [ -n "$text" ] || text="$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9][0-9]*\).*/\1/p')"
  [ -n "$text" ] && echo "$text"
}

jdk_candidates() {
  [ -z "${JAVA_HOME:-}" ] || echo "$JAVA_HOME"
  local javac dir
  if javac="$(command -v javac)"; then
    dir="$(cd "$(dirname "$(readlink -f "$javac" 2>/dev/null || echo "$javac")")/.." && pwd)" && echo "$dir"
  fi
  # Newest names last in the alphabet, so the other way round.
  for dir in /usr/lib/jvm/* /usr/java/* /opt/*jdk* /opt/java/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    "$HOME"/.local/share/mise/installs/java/* "$HOME"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ ! -d "$dir" ] || echo "$dir"
  done | sort -r
}

# find_jdk: prints the first JDK ≥ 21.
find_jdk() {
  local dir version
  while read -r dir; do
    version="$(jdk_version "$dir")" || continue
    if [ "$version" -ge 21 ]; then
      echo "$dir"
      return
    fi
  done < <(jdk_candidates)
  return 1
}

use_jdk() {
  JAVA_HOME="$(find_jdk)" || die "A JDK of version 21 or newer is missing." \
    "Looked at JAVA_HOME, PATH, /usr/lib/jvm, /opt, SDKMAN and the usual folders." \
    "Next: $(install_hint jdk)   or unpack one from https://adoptium.net and set JAVA_HOME."
  export JAVA_HOME
  export PATH="$JAVA_HOME/bin:$PATH"
}

use_maven() {
  command -v mvn >/dev/null || die "Maven is missing." "Next: $(install_hint maven)"
}

python_works() {
  "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' >/dev/null 2>&1
}

# others_may_run PROGRAM: whether every account may execute what PROGRAM really is.
others_may_run() {
  local path
  path="$("$1" -c 'import os, sys; print(os.path.realpath(sys.executable))')" || return 1
  while [ "$path" != / ]; do
    [ -n "$(find "$path" -maxdepth 0 -perm -001 2>/dev/null)" ] || return 1
    path="$(dirname "$path")"
  done
}

# find_python: prints a Python ≥ 3.10 with venv; for root one that Ray's own account may run.
find_python() {
  local name path
  for name in ${RAYPORT_PYTHON:-} /usr/bin/python3 python3 python3.13 python3.12 python3.11 python3.10 \
    /usr/local/bin/python3 /opt/homebrew/bin/python3; do
    path="$(command -v "$name")" || continue
    python_works "$path" || continue
    if ! is_root || others_may_run "$path"; then
      echo "$path"
      return
    fi
  done
  return 1
}

use_python() {
  PYTHON="$(find_python)" || die "Python 3.10 or newer with its venv module is missing$(! is_root || echo " (for root: one that other accounts may run)")." \
    "Next: $(install_hint python)   or name one in RAYPORT_PYTHON."
  export PYTHON
}

find_chromium() {
  local name
  for name in ${RAYPORT_CHROMIUM:-} chromium chromium-browser google-chrome google-chrome-stable \
    /Applications/Chromium.app/Contents/MacOS/Chromium "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    command -v "$name" && return
  done
  return 1
}

# has_mariadb: both programs the tests start a server of their own with; daemons lie outside of some PATHs.
has_mariadb() {
  (PATH="$PATH:/usr/sbin:/usr/local/sbin:/usr/libexec:/opt/homebrew/bin" &&
    command -v mariadbd && command -v mariadb-install-db) >/dev/null
}

find_node() {
  local node
  node="$(command -v node)" || return 1
  [ "$("$node" -p 'parseInt(process.versions.node)' 2>/dev/null || echo 0)" -ge 18 ] && echo "$node"
}

# prepare_ray DIR: a virtual environment with Ray in DIR, made again when the requirements or Python changed.
prepare_ray() {
  local dir="$1" wanted mask log="${2:-$1.log}"
  wanted="$(checksum scripts/ray-requirements.txt) $("$PYTHON" -c 'import sys; print(sys.version)' | tr -d '\n')"
  [ "$(cat "$dir/.complete" 2>/dev/null)" != "$wanted" ] || return 0
  one_at_a_time "$dir.lock" "making Ray's Python environment"
  [ "$(cat "$dir/.complete" 2>/dev/null)" != "$wanted" ] || { rm -f "$dir.lock" && return 0; }
  need_space "$(dirname "$dir")" 2500 "Ray's Python environment"
  say "Ray's Python environment goes to $dir (about 1 GB, once)."
  rm -rf "$dir"
  # Ray's own account reads it.
  mask="$(umask)"
  umask 022
  with_progress "  Making it" "$log" "$PYTHON" -m venv "$dir" || die "Next: $(install_hint python)"
  with_progress "  Installing Ray" "$log" "$dir/bin/python" -m pip install --progress-bar off \
    --disable-pip-version-check -r scripts/ray-requirements.txt ||
    die "Next: see whether pip reaches its package index, then run the same command again."
  umask "$mask"
  echo "$wanted" >"$dir/.complete" || die "Cannot write to $dir." "Next: see whether the disk is full."
  rm -f "$dir.lock"
}

# build_jar: target/rayport.jar from the sources, when they are newer than its last build.
build_jar() {
  local built=target/built-from
  ! is_built || return 0
  use_maven
  mkdir -p target 2>/dev/null && [ -w target ] ||
    die "Cannot write to $PWD/target, which belongs to $(owner_of .)." "Next: run as that account, or clone Rayport where you may write."
  one_at_a_time target/building "building the portal"
  ! is_built || { rm -f target/building && return 0; }
  touch "$built.now"
  with_progress "Building the portal" "${1:-$RAYPORT_HOME/logs/build.log}" \
    mvn -B -Dmaven.test.skip=true -Dspotless.skip=true package ||
    die "Next: read the first [ERROR] above; $(mvn -v 2>/dev/null | head -n 1), JDK $JAVA_HOME."
  mv "$built.now" "$built"
  rm -f target/building
}

# is_built: whether the jar is there and no source is newer; its own time is fixed, so that equal sources make equal jars.
is_built() {
  [ -f target/rayport.jar ] && [ -f target/built-from ] &&
    [ -z "$(find pom.xml src/main themes frontend/assets examples -newer target/built-from -print -quit 2>/dev/null)" ]
}
