# The parts that make an API: etcd, the API server and its controllers, KubeRay's operator, fake nodes.

start_apiserver() {
  local pki="$BED/pki"
  start etcd "$BIN/etcd" --data-dir="$BED/etcd" --unsafe-no-fsync --quota-backend-bytes=4294967296 \
    --listen-client-urls=http://127.0.0.1:2379 --advertise-client-urls=http://127.0.0.1:2379 \
    --listen-peer-urls=http://127.0.0.1:2380 --initial-advertise-peer-urls=http://127.0.0.1:2380 \
    --initial-cluster=default=http://127.0.0.1:2380
  start apiserver "$BIN/kube-apiserver" --etcd-servers=http://127.0.0.1:2379 --secure-port=6443 \
    --bind-address=0.0.0.0 --advertise-address="$NODE_ADDRESS" --service-cluster-ip-range=10.96.0.0/16 \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction --allow-privileged=true --profiling=false \
    --client-ca-file="$pki/ca.crt" --tls-cert-file="$pki/apiserver.crt" --tls-private-key-file="$pki/apiserver.key" \
    --kubelet-client-certificate="$pki/apiserver-kubelet.crt" --kubelet-client-key="$pki/apiserver-kubelet.key" \
    --kubelet-certificate-authority="$pki/ca.crt" --kubelet-preferred-address-types=InternalIP \
    --service-account-issuer=https://kubernetes.default.svc.cluster.local \
    --service-account-key-file="$pki/tokens.pub" --service-account-signing-key-file="$pki/tokens.key" \
    --requestheader-client-ca-file="$pki/ca.crt" --requestheader-allowed-names=front-proxy-client \
    --requestheader-extra-headers-prefix=X-Remote-Extra- --requestheader-group-headers=X-Remote-Group \
    --requestheader-username-headers=X-Remote-User \
    --proxy-client-cert-file="$pki/front-proxy.crt" --proxy-client-key-file="$pki/front-proxy.key"
  wait_ready etcd apiserver
}

start_controllers() {
  local pki="$BED/pki" as="$BED/run/kubeconfigs"
  start controller-manager "$BIN/kube-controller-manager" --kubeconfig="$as/controller-manager" \
    --authentication-kubeconfig="$as/controller-manager" --authorization-kubeconfig="$as/controller-manager" \
    --bind-address=127.0.0.1 --leader-elect=false --use-service-account-credentials=true \
    --service-account-private-key-file="$pki/tokens.key" --root-ca-file="$pki/ca.crt" \
    --cluster-signing-cert-file="$pki/ca.crt" --cluster-signing-key-file="$pki/ca.key" \
    --cluster-cidr=10.244.0.0/16 --allocate-node-cidrs=false --service-cluster-ip-range=10.96.0.0/16
  start scheduler "$BIN/kube-scheduler" --kubeconfig="$as/scheduler" \
    --authentication-kubeconfig="$as/scheduler" --authorization-kubeconfig="$as/scheduler" \
    --bind-address=127.0.0.1 --leader-elect=false
}

# Pods can be made only when the controllers have given each namespace its account.
wait_controllers() {
  wait_ready controller-manager scheduler
  wait_until 60 api /api/v1/namespaces/default/serviceaccounts/default ||
    die "The controller manager makes no service accounts." "Next: read $BED/logs/controller-manager.log"
}

# start_relay PORT: by a socket in the file system, which network namespaces share.
start_relay() {
  if ! alive relay && port_taken "$1"; then
    die "Port $1, on which the test bed's API was, is taken by another program." "Next: ./rayport testbed down, then up; it takes a free one."
  fi
  start relay-inside socat "UNIX-LISTEN:$BED/run/api.sock,fork,unlink-early,mode=600" TCP:127.0.0.1:6443
  launch relay socat "TCP-LISTEN:$1,bind=127.0.0.1,reuseaddr,fork" "UNIX-CONNECT:$BED/run/api.sock"
  wait_ready relay-inside relay
}

# kubectl as admin.
kube() { "$BIN/kubectl" --kubeconfig "$BED/kubeconfig" "$@"; }

install_kuberay() {
  local file pids=() pid
  [ ! -f "$BED/run/kuberay-installed" ] || return 0
  # The API server works on each for seconds.
  for file in "$BIN"/crds/*.json; do
    api /apis/apiextensions.k8s.io/v1/customresourcedefinitions -m 60 -o /dev/null -H 'Content-Type: application/json' \
      --data-binary "@$file" 9>&- &
    pids+=("$!")
  done
  kube create namespace kuberay-system --dry-run=client -o yaml | kube apply -f - -f "$BIN/operator-rbac.yaml" >/dev/null
  # One that is there already is refused, and that is fine.
  for pid in "${pids[@]}"; do wait "$pid" || true; done
  wait_until 60 kuberay_served || die "The API server does not serve KubeRay's kinds." "Next: read $BED/logs/apiserver.log"
  touch "$BED/run/kuberay-installed"
}

kuberay_served() {
  local file kinds
  kinds="$(api /apis/ray.io/v1)" || return
  for file in "$BIN"/crds/*.json; do grep -q "\"name\": *\"$(basename "$file" .json)\"" <<<"$kinds" || return; done
}

start_operator() {
  launch operator ip netns exec "$NETNS" env KUBECONFIG="$BED/run/kubeconfigs/operator" ENABLE_WEBHOOKS=false \
    POD_NAMESPACE=kuberay-system "$BIN/kuberay-operator" --enable-leader-election=false --reconcile-concurrency=4 \
    --health-probe-bind-address=127.0.0.1:8082 --metrics-addr=127.0.0.1:8083
}

# start_fake_nodes N: at least so many; their pods are ready at once and run nothing.
start_fake_nodes() {
  start kwok "$BIN/kwok" --config="$BIN/kwok-stages.yaml" --kubeconfig="$BED/run/kubeconfigs/kwok" \
    --manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake --cidr=10.250.0.0/16 --node-ip="$NODE_ADDRESS" \
    --node-lease-duration-seconds=40 --server-address=127.0.0.1:10247
  [ "$1" = 0 ] || fake_nodes "$1" | kube apply -f - >/dev/null
  wait_ready kwok
}

fake_nodes() {
  local number
  for number in $(seq "$1"); do
    cat <<YAML
---
apiVersion: v1
kind: Node
metadata:
  name: fake-$number
  annotations: {kwok.x-k8s.io/node: fake}
  labels: {type: kwok, kubernetes.io/hostname: fake-$number}
spec: {taints: [{key: kwok.x-k8s.io/node, value: fake, effect: NoSchedule}]}
status:
  allocatable: {cpu: "256", memory: 2Ti, pods: "1000"}
  capacity: {cpu: "256", memory: 2Ti, pods: "1000"}
YAML
  done
}
