# What separates a bed from the machine and from other beds: a network namespace without any way out, and control groups.

NODE_ADDRESS=10.244.0.1

# in_network COMMAND...: keeps the machine's mounts, which containers need.
in_network() { nsenter --net="/run/netns/$NETNS" "$@"; }

# in_bed COMMAND...: in its network and with its names, such as X-head-svc.NAMESPACE.svc.cluster.local.
in_bed() { ip netns exec "$NETNS" "$@"; }

network_there() { in_network true 2>/dev/null; }

make_network() {
  ip netns add "$NETNS"
  mkdir -p "/etc/netns/$NETNS"
  printf 'nameserver %s\nsearch svc.cluster.local cluster.local\noptions ndots:5\n' "$NODE_ADDRESS" >"/etc/netns/$NETNS/resolv.conf"
  in_bed ip link set lo up
  # The bridge is the node's address, the pods' gateway and where names are asked for.
  in_bed ip link add cni0 type bridge
  in_bed ip addr add "$NODE_ADDRESS/24" dev cni0
  in_bed ip link set cni0 up
  # What runs on the node may send to service addresses; kube-proxy rewrites them.
  in_bed ip route add 10.96.0.0/16 dev cni0
  in_bed sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.route_localnet=1
  in_bed sysctl -qw net.bridge.bridge-nf-call-iptables=1 2>/dev/null || true
}

# control_groups: the bed's folder in each hierarchy, or in the only one.
control_groups() {
  local root
  for root in /sys/fs/cgroup /sys/fs/cgroup/*; do
    if [ "$1" = all ] || [ -d "$root/$NETNS" ]; then [ ! -f "$root/cgroup.procs" ] || echo "$root/$NETNS"; fi
  done
}

# A kubelet clears its groups of what it does not know, so that each bed needs its own.
make_control_groups() {
  local group file
  if [ -f /sys/fs/cgroup/cgroup.controllers ]; then
    echo "+cpu +cpuset +memory +pids +io" >/sys/fs/cgroup/cgroup.subtree_control 2>/dev/null || true
  fi
  while read -r group; do
    mkdir -p "$group"
    # Empty sets of processors and memory take no process.
    for file in cpuset.mems cpuset.cpus; do
      [ ! -f "$group/$file" ] || [ -n "$(cat "$group/$file")" ] || cat "$group/../$file" >"$group/$file" 2>/dev/null || true
    done
    if [ -f "$group/cpu.shares" ] || [ -f "$group/cpu.weight" ]; then mkdir -p "$group/parts" && give_weight "$group"; fi
  done < <(control_groups all)
}

# give_weight GROUP: a bed weighs as ten processes outside, or else a build beside it would stop Ray's clocks.
give_weight() {
  if [ -f "$1/cpu.shares" ]; then
    echo 10240 >"$1/cpu.shares" && echo 2048 >"$1/parts/cpu.shares"
  else
    echo 1000 >"$1/cpu.weight"
  fi
}

# join_control_group PID: a part shares the bed's weight with the pods.
join_control_group() {
  control_groups there | while read -r group; do
    [ ! -d "$group/parts" ] || echo "$1" >"$group/parts/cgroup.procs" || true
  done
}

# processes_of_pods: what runs in containers and has nothing else of the bed about it.
processes_of_pods() {
  local group
  control_groups there | while read -r group; do find "$group" -name cgroup.procs -exec cat {} + 2>/dev/null; done | sort -u
}

remove_network() {
  local result pod container group
  # The network plugin's notes name the pods' namespaces.
  for result in /var/lib/cni/results/"$NETNS"-*; do
    [ -f "$result" ] || continue
    for pod in $(grep -o 'netns/cni-[0-9a-f-]*' "$result" | sort -u); do ip netns del "${pod#netns/}" 2>/dev/null || true; done
    container="$(basename "$result" -eth0)"
    rm -f "$result" "/var/lib/cni/results/cni-loopback-${container#"$NETNS"-}-lo"
  done
  control_groups there | while read -r group; do find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || true; done
  [ ! -e "/run/netns/$NETNS" ] || ip netns del "$NETNS"
  rm -rf "/etc/netns/$NETNS"
}
