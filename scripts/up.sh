# ./rayport up: from a clone to a running portal.

command_up() {
  local home="${RAYPORT_HOME:-$(default_home)}" port="${RAYPORT_PORT:-8080}" backend="${RAYPORT_BACKEND:-local}" keep=false
  while [ $# -gt 0 ]; do
    case "$1" in
      --port=* | --home=* | --backend=*) set -- "${1%%=*}" "${1#*=}" "${@:2}" ;;
    esac
    case "$1" in
      --port | --home | --backend) [ $# -gt 1 ] || die "$1 needs a value." ;;
    esac
    case "$1" in
      --home) [ -n "$2" ] || die "--home needs a value." ;;
    esac
    case "$1" in
      --port) port="$2" && shift 2 ;;
      --home) home="$2" && shift 2 ;;
      --backend) backend="$2" && shift 2 ;;
      --keep-clusters) keep=true && shift ;;
      *) die "up does not know “$1”." "Next: ./rayport help" ;;
    esac
  done
  check_choices "$port" "$backend"
  port=$((10#$port))
  use_home "$home"
  need_space "$RAYPORT_HOME" 300 "the portal"
  refuse_second "$port"
  use_jdk
  [ "$backend" = kubernetes ] || use_python
  build_jar
  local venv="${VENV_HOME:-$RAYPORT_HOME}/venv"
  # On Kubernetes Ray is in the clusters' image.
  [ "$backend" = kubernetes ] || prepare_ray "$venv" "$RAYPORT_HOME/logs/venv.log"
  # Minutes may have passed.
  refuse_taken "$port"
  start_portal "$port" "$backend" --rayport.local.venv="$venv" --rayport.local.keep-clusters="$keep" \
    --rayport.demo="${DEMO:-false}" ${HISTORY:+"$HISTORY"}
}

check_choices() {
  case "$1" in
    '' | *[!0-9]* | ??????*) die "“$1” is no port. Use a number from 1 to 65535." ;;
  esac
  [ "$1" -ge 1 ] && [ "$1" -le 65535 ] || die "“$1” is no port. Use a number from 1 to 65535."
  case "$2" in
    local) ;;
    kubernetes) check_kubeconfig ;;
    *) die "There is no backend “$2”. Use local, which runs clusters on this machine, or kubernetes." ;;
  esac
}

# check_kubeconfig: there is one where kubectl looks, or the portal runs as a pod.
check_kubeconfig() {
  local file
  [ ! -d /var/run/secrets/kubernetes.io/serviceaccount ] || return 0
  for file in $(printf '%s' "${KUBECONFIG:-$HOME/.kube/config}" | tr ':' ' '); do
    [ ! -r "$file" ] || return 0
  done
  die "There is no kubeconfig at ${KUBECONFIG:-$HOME/.kube/config}." \
    "Next: name one in KUBECONFIG, or bring up a Kubernetes on this machine: ./rayport testbed up"
}

# refuse_second PORT: from here on this process is the one that uses RAYPORT_HOME.
refuse_second() {
  local running
  running="$(running_portal)" || {
    refuse_taken "$1"
    claim "$RAYPORT_HOME/portal.pid" "$1" || running="$(running_portal)"
  }
  if [ -n "$running" ]; then
    die "Rayport is already running with $RAYPORT_HOME: http://localhost:${running#* } (process ${running% *})." \
      "Next: open it, or end it with Ctrl-C where it was started, or start another with --home and --port."
  fi
}

refuse_taken() {
  if port_taken "$1"; then
    die "Port $1 is taken by another program on this machine." "Next: ./rayport up --port $(free_port $(($1 + 10)))"
  fi
}

# start_portal PORT BACKEND ARGUMENT...: becomes the portal.
start_portal() {
  local port="$1" backend="$2" jar="$RAYPORT_HOME/app/rayport.jar"
  shift 2
  # Its own copy, so that a later build does not pull the ground from under the running portal.
  if ! cmp -s target/rayport.jar "$jar"; then
    mkdir -p "$RAYPORT_HOME/app"
    cp target/rayport.jar "$jar.new" && mv "$jar.new" "$jar" ||
      die "Cannot copy the portal to $jar." "Next: see whether the disk is full."
  fi
  export RAYPORT_PORT="$port" RAYPORT_BACKEND="$backend"
  say "Starting the portal on port $port; its log is $RAYPORT_HOME/logs/portal.log"
  # shellcheck disable=SC2086 # several options in one variable
  exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx1g -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED \
    ${RAYPORT_JAVA_OPTIONS:-} -jar "$jar" --logging.file.name="$RAYPORT_HOME/logs/portal.log" \
    --logging.threshold.console=WARN --spring.main.banner-mode=off "$@"
}
