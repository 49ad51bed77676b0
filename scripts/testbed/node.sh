# The real node: containerd and kubelet run pods, CoreDNS gives names, kube-proxy leads services to pods.

start_node() {
  start_containerd
  write_node_configuration
  start coredns "$BIN/coredns" -conf "$BED/run/Corefile"
  start kube-proxy "$BIN/kube-proxy" --config="$BED/run/kube-proxy.yaml"
  start kubelet "$BIN/kubelet" --config="$BED/run/kubelet.yaml" --kubeconfig="$BED/run/kubeconfigs/kubelet" \
    --hostname-override=node1 --node-ip="$NODE_ADDRESS" --root-dir="$BED/kubelet" --cert-dir="$BED/kubelet/pki"
}

wait_node() {
  wait_ready coredns kubelet kube-proxy
  wait_until 60 node_ready || die "The real node is not ready after 60 s." "Next: read $BED/logs/kubelet.log"
}

# The kubelet's own words; a node that was ready before says so until the controllers miss it.
node_ready() {
  ready kubelet && kube get node node1 -o jsonpath='{.status.conditions[?(@.type=="Ready")].status}' | grep -qx True
}

# make_volumes: what pods claim; folders of the node, given to the account that mounts them.
make_volumes() {
  local number
  for number in 1 2 3; do
    mkdir -p "$BED/volumes/$number"
    cat <<YAML
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: volume-$number}
spec:
  capacity: {storage: 100Gi}
  accessModes: [ReadWriteOnce, ReadWriteMany]
  local: {path: $BED/volumes/$number}
  nodeAffinity:
    required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node1]}]}]}
YAML
  done | kube apply -f - >/dev/null
}

start_containerd() {
  copy_images
  mkdir -p "$BED/run/cni"
  cat >"$BED/run/cni/10-bed.conflist" <<JSON
{"cniVersion": "1.0.0", "name": "$NETNS", "plugins": [{"type": "bridge", "bridge": "cni0", "isGateway": true, "ipMasq": false,
  "hairpinMode": true, "ipam": {"type": "host-local", "dataDir": "$BED/run/addresses",
  "ranges": [[{"subnet": "10.244.0.0/24", "rangeStart": "10.244.0.10"}]], "routes": [{"dst": "0.0.0.0/0"}]}}]}
JSON
  cat >"$BED/run/containerd.toml" <<TOML
version = 2
root = "$BED/containerd/root"
state = "$BED/containerd/state"
[grpc]
  address = "$BED/run/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "localhost/pause:1"
  restrict_oom_score_adj = true
  disable_apparmor = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "$(cni_folder)"
    conf_dir = "$BED/run/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd]
    default_runtime_name = "runc"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        BinaryName = "$(command -v runc)"
        Root = "$BED/containerd/runc"
        SystemdCgroup = false
TOML
  start containerd containerd --config "$BED/run/containerd.toml"
  wait_ready containerd
}

# copy_images: layers are never written again, so that they may be the cache's own files; databases may not.
copy_images() {
  local root="$BED/containerd/root" database
  [ ! -d "$root" ] || return 0
  mkdir -p "$BED/containerd"
  rm -rf "$root.new"
  if ! cp -al "$IMAGES/containerd" "$root.new" 2>/dev/null; then
    rm -rf "$root.new"
    cp -a "$IMAGES/containerd" "$root.new" || die "Cannot copy the images to $BED: 2 GB are needed."
  fi
  find "$root.new" -name '*.db' | while read -r database; do cp "$database" "$database.own" && mv "$database.own" "$database"; done
  mv "$root.new" "$root"
}

# Once: kube-proxy ends when its file is written again.
write_node_configuration() {
  [ ! -f "$BED/run/kubelet.yaml" ] || return 0
  : >"$BED/run/resolv.conf"
  cat >"$BED/run/Corefile" <<COREFILE
.:53 {
    bind $NODE_ADDRESS
    errors
    health 127.0.0.1:8181
    ready 127.0.0.1:8182
    cache 5
    kubernetes cluster.local in-addr.arpa {
        kubeconfig $BED/run/kubeconfigs/coredns
        ttl 2
    }
}
COREFILE
  cat >"$BED/run/kube-proxy.yaml" <<YAML
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: nftables
clusterCIDR: 10.244.0.0/16
clientConnection: {kubeconfig: $BED/run/kubeconfigs/kube-proxy}
hostnameOverride: node1
oomScoreAdj: 0
bindAddress: $NODE_ADDRESS
nodePortAddresses: ["$NODE_ADDRESS/32"]
healthzBindAddress: 127.0.0.1:10256
metricsBindAddress: 127.0.0.1:10249
conntrack: {maxPerCore: 0, min: 0}
YAML
  cat >"$BED/run/kubelet.yaml" <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
failCgroupV1: false
cgroupDriver: cgroupfs
cgroupRoot: /$NETNS
cgroupsPerQOS: true
enforceNodeAllocatable: []
containerRuntimeEndpoint: unix://$BED/run/containerd.sock
address: $NODE_ADDRESS
healthzBindAddress: 127.0.0.1
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $BED/pki/ca.crt}}
authorization: {mode: Webhook}
tlsCertFile: $BED/pki/kubelet.crt
tlsPrivateKeyFile: $BED/pki/kubelet.key
clusterDomain: cluster.local
clusterDNS: [$NODE_ADDRESS]
resolvConf: $BED/run/resolv.conf
oomScoreAdj: 0
failSwapOn: false
maxPods: 110
imageGCHighThresholdPercent: 100
evictionHard: {memory.available: 100Mi, nodefs.available: 1%, imagefs.available: 1%, nodefs.inodesFree: 1%}
makeIPTablesUtilChains: false
serializeImagePulls: false
podLogsDir: $BED/kubelet/logs
syncFrequency: 10s
nodeStatusUpdateFrequency: 10s
YAML
}
