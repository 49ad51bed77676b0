# The bed's parts are plain processes: how they are started, found, asked and ended.

CONTROL_PLANE="etcd apiserver controller-manager scheduler operator relay-inside relay"
NODE="containerd coredns kube-proxy kubelet"

# start PART COMMAND...: in the bed's network, with the machine's mounts.
start() { launch "$1" nsenter --net="/run/netns/$NETNS" "${@:2}"; }

# launch PART COMMAND...: unless it lives; one that was stopped by a signal goes on.
launch() {
  local part="$1"
  shift
  if alive "$part"; then
    kill -CONT "$(pid_of "$part")"
    return
  fi
  # A compiler's setting of the garbage collector makes servers three times as large.
  RAYPORT_TESTBED_PART="$BED:$part" setsid env -u GOGC -u GOFLAGS "$@" >>"$BED/logs/$part.log" 2>&1 </dev/null 9>&- &
  echo "$!" >"$BED/run/$part.pid"
  join_control_group "$!"
}

pid_of() { cat "$BED/run/$1.pid" 2>/dev/null; }

# processes [PART]: every process of it or of all parts, what they started included.
processes() {
  { grep -lzsF${1:+x} "RAYPORT_TESTBED_PART=$BED:${1:-}" /proc/[0-9]*/environ || true; } | cut -d / -f 3
}

# alive PART: whether its process is that part; process ids come again.
alive() {
  local pid
  pid="$(pid_of "$1")" && grep -qzsxF "RAYPORT_TESTBED_PART=$BED:$1" "/proc/$pid/environ"
}

# ready PART: whether it answers.
ready() {
  case "$1" in
    etcd) answers http://127.0.0.1:2379/health ;;
    apiserver) api /readyz >/dev/null ;;
    controller-manager) answers -k https://127.0.0.1:10257/healthz ;;
    scheduler) answers -k https://127.0.0.1:10259/healthz ;;
    operator) answers http://127.0.0.1:8082/readyz ;;
    kwok) answers http://127.0.0.1:10247/healthz ;;
    containerd) timeout 5 ctr -a "$BED/run/containerd.sock" version >/dev/null 2>&1 ;;
    coredns) answers http://127.0.0.1:8182/ready ;;
    kube-proxy) answers http://127.0.0.1:10256/livez ;;
    kubelet) answers http://127.0.0.1:10248/healthz ;;
    relay-inside) [ -S "$BED/run/api.sock" ] ;;
    relay) curl -sf -m 5 -o /dev/null --cacert "$BED/pki/ca.crt" "https://127.0.0.1:$(cat "$BED/run/port")/livez" ;;
  esac
}

answers() { in_network curl -sf -m 5 -o /dev/null "$@"; }

# api PATH [CURL-OPTION...]: asks the API server as admin.
api() {
  local path="$1"
  shift
  in_network curl -sf -m 10 --cacert "$BED/pki/ca.crt" --cert "$BED/pki/admin.crt" --key "$BED/pki/admin.key" "$@" \
    "https://127.0.0.1:6443$path"
}

# wait_ready PART...: or the end of its log, and the end.
wait_ready() {
  local part end=$((SECONDS + 90))
  for part in "$@"; do
    until ready "$part"; do
      if ! kill -0 "$(pid_of "$part")" 2>/dev/null; then
        tail -n 5 "$BED/logs/$part.log" >&2
        die "The test bed's $part ended." "Next: read $BED/logs/$part.log, then ./rayport testbed up once more."
      fi
      [ "$SECONDS" -lt "$end" ] || die "The test bed's $part is not ready after 90 s." "Next: read $BED/logs/$part.log"
      sleep 0.1
    done
  done
}

# wait_until SECONDS COMMAND...
wait_until() {
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.2
  done
}

# remove_bed: everything that runs, is mounted or was remembered; logs and the cache stay.
remove_bed() {
  local mount
  end_processes
  # Newest mounts first: some lie in others.
  mounts | tac | while read -r mount; do umount "$mount" || umount -l "$mount"; done
  remove_network
  [ -z "$(mounts)" ] || die "Still mounted:" "$(mounts)" "Next: umount them, then ./rayport testbed down."
  rm -rf "$BED"/{run,pki,etcd,containerd,kubelet,kubeconfigs,kubeconfig,bin,volumes,portal}
}

mounts() { awk -v below="$BED/" 'index($2, below) == 1 {print $2}' /proc/self/mounts; }

# Nothing is worth a soft end, since nothing is kept.
end_processes() {
  local end=$((SECONDS + 20)) shim
  for shim in "$BED"/containerd/state/io.containerd.runtime.v2.task/k8s.io/*/address; do
    [ ! -f "$shim" ] || rm -f "$(sed 's#^unix://##' "$shim")"
  done
  while [ -n "$(processes)$(processes_of_pods)" ]; do
    # shellcheck disable=SC2046 # several ids
    kill -KILL $(processes) $(processes_of_pods) 2>/dev/null || true
    [ "$SECONDS" -lt "$end" ] || die "These processes of the test bed do not end: $(processes | paste -s -d ' ' -) $(processes_of_pods | paste -s -d ' ' -)"
    sleep 0.1
  done
}
