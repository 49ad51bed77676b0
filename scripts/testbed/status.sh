# What a bed consists of at this moment, as a table.

show_status() {
  local part well=true
  if ! network_there; then
    say "There is no test bed in $BED. Next: ./rayport testbed up"
    return 1
  fi
  printf '%-20s %8s  %-8s %10s\n' PART PROCESS STATE MEMORY
  for part in $CONTROL_PLANE kwok $NODE; do
    [ -f "$BED/run/$part.pid" ] || continue
    show_part "$part" || well=false
  done
  printf '%-20s %8s  %-8s %6s MiB\n' together "" "" "$(processes | memory_of)"
  say ""
  show_api || well=false
  say "kubeconfig           $BED/kubeconfig (admin, https://127.0.0.1:$(cat "$BED/run/port"))"
  say "                     $BED/kubeconfigs/{admin,portal,provisioner}"
  say "network namespace    $NETNS"
  [ "$well" = true ] || say "Not all is well. Next: ./rayport testbed up starts what has ended."
  [ "$well" = true ]
}

# show_part PART: a line; fails unless it is ready.
show_part() {
  local pid state=ready status=0
  pid="$(pid_of "$1")"
  if ! alive "$1"; then
    state=ended status=1 pid=-
  elif [ "$(ps -o state= -p "$pid" | cut -c 1)" = T ]; then
    state=stopped status=1
  elif ! ready "$1"; then
    state=unready status=1
  fi
  printf '%-20s %8s  %-8s %6s MiB\n' "$1" "$pid" "$state" "$(processes "$1" | memory_of)"
  return "$status"
}

# memory_of: MiB in memory of the processes whose ids come in.
memory_of() {
  while read -r pid; do awk '/^VmRSS/ {print $2}' "/proc/$pid/status" 2>/dev/null; done | awk '{sum += $1} END {print int(sum / 1024)}'
}

show_api() {
  local fake real
  if ! ready apiserver; then
    say "API                  does not answer"
    return 1
  fi
  real="$(kube get nodes -l '!type' --no-headers 2>/dev/null | awk '{print $1 " " $2}')"
  fake="$(kube get nodes -l type=kwok --no-headers 2>/dev/null | grep -c ' Ready ' || true)"
  say "Kubernetes           $(api /version | sed -n 's/.*"gitVersion": "\(.*\)",/\1/p')"
  say "KubeRay's operator   $(cat "$BIN/operator-version")"
  say "Ray's kinds          $(kube get crd -o name | sed -n 's#.*/\(.*\)\.ray\.io$#\1#p' | paste -s -d ' ' -)"
  say "nodes                ${real:-no real one}, $fake fake and ready"
}
