# ./rayport testbed: a real Kubernetes with KubeRay on this machine, apart from everything else.
. scripts/testbed/needs.sh
. scripts/testbed/build.sh
. scripts/testbed/image.sh
. scripts/testbed/network.sh
. scripts/testbed/certificates.sh
. scripts/testbed/parts.sh
. scripts/testbed/controlplane.sh
. scripts/testbed/node.sh
. scripts/testbed/status.sh
. scripts/testbed/portal.sh

command_testbed() {
  local action="${1:-}"
  [ $# -eq 0 ] || shift
  case "$action" in
    up) testbed_up "$@" ;;
    build | down | status | portal)
      [ $# -eq 0 ] || die "testbed $action takes no options." "Next: ./rayport help"
      "testbed_$action"
      ;;
    *) die "testbed does not know “$action”." "Next: ./rayport testbed up, down, status, portal or build" ;;
  esac
}

# use_bed: a bed belongs to a home, and so do its names on this machine.
use_bed() {
  use_home "${RAYPORT_HOME:-$(default_home)}"
  BED="$RAYPORT_HOME/testbed"
  NETNS="rayport-$(printf %s "$BED" | checksum | cut -c 1-8)"
  # A socket's path has at most 107 characters.
  [ "${#BED}" -le 70 ] || die "$BED is too long a path for a test bed: 70 characters at most." "Next: choose a shorter one in RAYPORT_HOME."
  (umask 077 && mkdir -p "$BED/logs")
  BIN="$(readlink "$BED/bin" || true)"
}

# From here on nothing is asked of anybody outside.
forget_proxies() { unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY; }

# lock_bed: one command at a time.
lock_bed() {
  exec 9>"$BED/lock"
  flock -w 300 9 || die "Another ./rayport testbed has been at work in $BED for five minutes."
}

testbed_up() {
  local fake="" node=true started=$SECONDS
  while [ $# -gt 0 ]; do
    case "$1" in
      --fake-nodes)
        case "${2:-}" in '' | *[!0-9]* | ?????*) die "--fake-nodes needs a number from 0 to 9999." ;; esac
        fake="$2" && shift 2
        ;;
      --no-node) node=false && shift ;;
      *) die "testbed up does not know “$1”." "Next: ./rayport help" ;;
    esac
  done
  [ "$node" = true ] || fake="${fake:-10}"
  use_testbed_tools
  use_python
  use_bed
  lock_bed
  choose_programs
  fill_cache "$node"
  forget_proxies
  lay_out_bed
  start_bed "$node" "${fake:-0}"
  say "The test bed is up after $((SECONDS - started)) s. Next: export KUBECONFIG=$BED/kubeconfig RAYPORT_KUBERNETES_IMAGE=localhost/ray:%s"
}

# choose_programs: a bed that is up goes on with those that it has.
choose_programs() {
  local running="$BIN"
  if [ -z "$running" ]; then
    name_cache
    return
  fi
  RAYPORT_TESTBED_CACHE="${RAYPORT_TESTBED_CACHE:-$(dirname "$running")}"
  name_cache
  [ "$running" = "$BIN" ] || ! network_there ||
    die "The test bed in $BED runs other versions than these sources ask for." "Next: ./rayport testbed down, then up"
}

# lay_out_bed: what has outlived its network (the machine was restarted) is no bed any more.
lay_out_bed() {
  network_there && [ -f "$BED/run/complete" ] && return
  remove_bed
  (umask 077 && mkdir -p "$BED/run")
  rm -f "$BED"/logs/*.log
  ln -sfn "$BIN" "$BED/bin"
  make_network
  make_control_groups
  RELAY_PORT="${RAYPORT_TESTBED_PORT:-$(free_port 16443)}"
  echo "$RELAY_PORT" >"$BED/run/port"
  echo "$NETNS" >"$BED/run/network"
  make_identities "$RELAY_PORT"
  touch "$BED/run/complete"
}

# start_bed NODE FAKE: whatever is not running; parts that do not need each other start together.
start_bed() {
  local node="$1" fake="$2"
  step "API server" start_apiserver
  start_relay "$(cat "$BED/run/port")"
  start_controllers
  step "KubeRay's definitions" install_kuberay
  start_operator
  if [ "$node" = true ]; then step "Containers" start_node; fi
  step "Controllers" wait_controllers
  step "KubeRay's operator" wait_ready operator
  if [ "$fake" != 0 ] || [ -f "$BED/run/kwok.pid" ]; then step "Fake nodes" start_fake_nodes "$fake"; fi
  if [ "$node" = true ]; then step "Real node" wait_node && make_volumes; fi
}

# step LABEL COMMAND...: a line when it took a while.
step() {
  local label="$1" start=$SECONDS
  shift
  "$@"
  [ $((SECONDS - start)) -lt 1 ] || say "  $label  ready in $((SECONDS - start)) s"
}

# Without a bed: so that a later up takes seconds.
testbed_build() {
  use_testbed_tools
  use_python
  use_bed
  name_cache
  fill_cache true
}

testbed_down() {
  is_root || die "A test bed is made and ended by root."
  use_bed
  lock_bed
  local started=$SECONDS
  remove_bed
  say "The test bed is down after $((SECONDS - started)) s: $(processes | wc -l) processes, $(mounts | wc -l) mounts, $(ip netns list | grep -cw "$NETNS" || true) network namespaces are left."
}

testbed_status() {
  is_root || die "A test bed is seen by root only."
  use_bed
  forget_proxies
  show_status
}
