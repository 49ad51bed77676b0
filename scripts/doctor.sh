# ./rayport doctor: what is missing and what is fine; changes nothing.
. scripts/testbed.sh

command_doctor() {
  [ $# -eq 0 ] || die "doctor takes no options." "Next: ./rayport help"
  MISSING=0
  RAYPORT_HOME="${RAYPORT_HOME:-$(default_home)}"
  say "Tools"
  doctor_tools
  say "This machine"
  doctor_machine
  say "Test bed (./rayport testbed)"
  doctor_testbed
  say "Rayport in $RAYPORT_HOME"
  doctor_portal
  if [ "$MISSING" = 0 ]; then
    say "Nothing is missing."
  else
    say "$MISSING missing; see the lines marked ✗."
    return 1
  fi
}

fine() { say "  ✓ $*"; }
note() { say "  • $*"; }
missing() {
  MISSING=$((MISSING + 1))
  say "  ✗ $*"
}

doctor_tools() {
  local jdk python
  if jdk="$(find_jdk)"; then fine "JDK $(jdk_version "$jdk") in $jdk"; else missing "JDK 21 or newer: $(install_hint jdk)"; fi
  if command -v mvn >/dev/null; then
    fine "Maven $(JAVA_HOME="${jdk:-${JAVA_HOME:-}}" mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p')"
  elif [ -f target/rayport.jar ]; then
    note "no Maven; the portal is built already, building again needs it: $(install_hint maven)"
  else
    missing "Maven: $(install_hint maven)"
  fi
  if python="$(find_python)"; then
    fine "$("$python" --version 2>&1) with venv in $python"
  else
    missing "Python 3.10 or newer with venv: $(install_hint python)"
  fi
  if find_chromium >/dev/null; then fine "Chromium, for the tests"; else note "no Chromium; only the tests need it: $(install_hint chromium)"; fi
  if find_node >/dev/null; then fine "Node, for the browser tests"; else note "no Node 18 or newer; only the browser tests need it: $(install_hint node)"; fi
  if has_mariadb; then fine "MariaDB, for the tests"; else note "no MariaDB; the tests skip what needs it: $(install_hint mariadb)"; fi
}

doctor_machine() {
  local cores memory free shm
  cores="$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)"
  memory="$(memory_mib)"
  note "$cores cores, $((memory / 1024)) GiB of memory; an idle Ray head takes about 1 GiB"
  [ "$memory" -ge 3500 ] || missing "memory: 4 GiB are needed for the portal and one small cluster"
  free="$(df -Pk "$(existing "$RAYPORT_HOME")" | awk 'NR == 2 {print int($4 / 1048576)}')"
  if [ "$free" -ge 3 ]; then fine "$free GiB free where $RAYPORT_HOME lies"; else missing "disk: $free GiB free where $RAYPORT_HOME lies, 3 are needed"; fi
  if [ -d /dev/shm ]; then
    shm="$(df -Pk /dev/shm | awk 'NR == 2 {print int($4 / 1024)}')"
    if [ "$shm" -ge 200 ]; then
      fine "$shm MiB of shared memory"
    else
      note "only $shm MiB of shared memory (/dev/shm); Ray's object store goes to slow files beyond that"
    fi
  fi
  doctor_account
}

doctor_account() {
  if is_root; then
    if command -v setpriv >/dev/null; then
      fine "started as root, Ray runs under an account of its own and cannot read the portal's files"
    else
      missing "setpriv (package util-linux), so that Ray can run under an account of its own"
    fi
  else
    note "jobs run with the rights of $(id -un), as the portal does; started as root, Ray gets an account of its own"
  fi
}

# A bed is an extra: nothing that it lacks is missing for the portal.
doctor_testbed() {
  local obstacles packages
  obstacles="$(testbed_obstacles "$RAYPORT_HOME")"
  if [ -n "$obstacles" ]; then
    note "cannot run here, and tests on Kubernetes are skipped:"
    sed 's/^/      /' <<<"$obstacles"
    return
  fi
  fine "root, namespaces and control groups"
  fine "$("$(find_go)" version) in $(find_go)"
  packages="$(testbed_packages)"
  if [ -z "$packages" ]; then fine "all programs"; else note "up installs these packages: $packages"; fi
  if [ -n "$(compgen -G "${RAYPORT_TESTBED_CACHE:-$RAYPORT_HOME/testbed/cache}/bin-*")" ]; then
    fine "Kubernetes is built"
  else
    note "Kubernetes is not built yet; up does it (about ten minutes, 4 GB)"
  fi
}

doctor_portal() {
  local running port="${RAYPORT_PORT:-8080}"
  if running="$(running_portal)"; then
    if port_taken "${running#* }"; then
      fine "the portal runs on http://localhost:${running#* } (process ${running% *})"
    else
      note "the portal is being started by process ${running% *}"
    fi
  else
    note "the portal is not running"
    if port_taken "$port"; then
      note "port $port is taken by another program; choose one with --port"
    else
      fine "port $port is free"
    fi
  fi
  if [ -f "$RAYPORT_HOME/venv/.complete" ]; then
    fine "Ray's Python environment is ready"
  else
    note "Ray's Python environment is not made yet; up makes it (about a minute, 1 GB)"
  fi
  local python
  if [ -d /proc ] && python="$(find_python)"; then
    "$python" scripts/ray_ports.py "$RAYPORT_HOME"
  fi
}
