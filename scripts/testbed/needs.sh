# What a machine must offer for a test bed; what apt-get can bring is installed where that is possible.

# testbed_obstacles DIR: a line for each reason why this machine can run no test bed in DIR; nothing when it can.
testbed_obstacles() {
  local dir
  if [ "$(uname -s)" != Linux ]; then
    echo "it needs Linux"
    return
  fi
  case "$(uname -m)" in
    x86_64 | aarch64) ;;
    *) echo "it needs an x86_64 or aarch64 machine" ;;
  esac
  find_go >/dev/null || echo "Go 1.21 or newer is missing: $(install_hint go), or unpack a release of Go to /usr/local/go"
  if is_root; then
    namespaces_work || echo "this machine lets not even root make network namespaces with a bridge"
    cgroups_writable || echo "control groups (/sys/fs/cgroup) cannot be written"
    command -v apt-get >/dev/null || testbed_programs_missing
  else
    echo "it needs root, which makes network namespaces and mounts"
  fi
  dir="$(existing "$1")"
  [ "$(stat -f -c %T "$dir")" != overlayfs ] || echo "$dir lies on an overlay, which cannot carry containers' layers; name another place in RAYPORT_HOME"
  if [ "$(df -Pk "$dir" | awk 'NR == 2 {print int($4 / 1048576)}')" -lt 8 ]; then echo "it needs 8 GiB of disk where $dir lies"; fi
  if [ "$(memory_mib)" -lt 3500 ]; then echo "it needs 4 GiB of memory, this machine has $(memory_mib) MiB"; fi
}

namespaces_work() {
  unshare --net --mount sh -c '! command -v ip >/dev/null || ip link add rayport0 type bridge' 2>/dev/null
}

cgroups_writable() { [ -w /sys/fs/cgroup/memory ] || [ -w /sys/fs/cgroup/cgroup.procs ]; }

testbed_programs_missing() {
  local packages
  packages="$(testbed_packages)"
  [ -z "$packages" ] || echo "programs are missing; Debian's packages of them are:" $packages
}

# find_go: prints a Go that can build the parts; a newer one is fetched by Go itself where theirs ask for it.
find_go() {
  local name path version
  for name in ${RAYPORT_GO:-} go /usr/local/go/bin/go; do
    path="$(command -v "$name")" || continue
    version="$(GOTOOLCHAIN=local "$path" env GOVERSION 2>/dev/null)"
    case "$version" in
      go1.[0-9] | go1.[0-9].* | go1.1[0-9]* | go1.20*) ;;
      go[1-9]*)
        echo "$path"
        return
        ;;
    esac
  done
  return 1
}

# testbed_packages: Debian's packages of the programs that are not there.
testbed_packages() {
  local program package packages=
  while read -r program package; do
    command -v "$program" >/dev/null || packages="$packages $package"
  done <<'PROGRAMS'
curl curl
openssl openssl
ip iproute2
nsenter util-linux
flock util-linux
socat socat
nft nftables
conntrack conntrack
containerd containerd
ctr containerd
runc runc
mmdebstrap mmdebstrap
PROGRAMS
  cni_folder >/dev/null || packages="$packages containernetworking-plugins"
  # shellcheck disable=SC2086 # several words
  printf '%s\n' $packages | sort -u | paste -s -d ' ' -
}

# cni_folder: where the plugins are that give pods their network.
cni_folder() {
  local dir
  for dir in /usr/lib/cni /opt/cni/bin /usr/libexec/cni; do
    if [ -x "$dir/bridge" ] && [ -x "$dir/host-local" ]; then
      echo "$dir"
      return
    fi
  done
  return 1
}

use_testbed_tools() {
  local obstacles packages
  obstacles="$(testbed_obstacles "${RAYPORT_HOME:-$(default_home)}")"
  [ -z "$obstacles" ] || die "This machine can run no test bed:" "$(sed 's/^/  /' <<<"$obstacles")" \
    "Next: ./rayport doctor tells what it has; any other Kubernetes serves with KUBECONFIG."
  packages="$(testbed_packages)"
  # shellcheck disable=SC2086 # several packages
  [ -z "$packages" ] || install_packages $packages || die "Next: apt-get install $packages"
  GO="$(find_go)"
}
