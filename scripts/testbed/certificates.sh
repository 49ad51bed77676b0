# Who is who in the bed: one authority, a certificate for each part and for each kind of caller.

# make_identities PORT: certificates, and kubeconfigs of the parts (inside) and of callers (by the relay on PORT).
make_identities() {
  local relay="https://127.0.0.1:$1" inside="https://127.0.0.1:6443" names part
  mkdir -p "$BED/pki" "$BED/run/kubeconfigs" "$BED/kubeconfigs"
  make_authority
  names="DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local"
  certificate apiserver /CN=kube-apiserver serverAuth "$names,IP:127.0.0.1,IP:10.96.0.1,IP:$NODE_ADDRESS"
  certificate apiserver-kubelet /O=system:masters/CN=kube-apiserver-kubelet-client clientAuth
  certificate front-proxy /CN=front-proxy-client clientAuth
  certificate admin /O=system:masters/CN=admin clientAuth
  certificate controller-manager /CN=system:kube-controller-manager clientAuth
  certificate scheduler /CN=system:kube-scheduler clientAuth
  certificate kube-proxy /CN=system:kube-proxy clientAuth
  certificate kubelet /O=system:nodes/CN=system:node:node1 clientAuth,serverAuth "DNS:node1,IP:$NODE_ADDRESS,IP:127.0.0.1"
  certificate coredns /O=system:masters/CN=coredns clientAuth
  certificate kwok /O=system:masters/CN=kwok clientAuth
  service_account operator kuberay-system kuberay-operator
  service_account portal rayport portal
  service_account provisioner rayport provisioner
  for part in controller-manager scheduler kube-proxy kubelet coredns kwok operator; do
    kubeconfig "$part" "$inside" >"$BED/run/kubeconfigs/$part"
  done
  for part in admin portal provisioner; do kubeconfig "$part" "$relay" >"$BED/kubeconfigs/$part"; done
  cp "$BED/kubeconfigs/admin" "$BED/kubeconfig"
}

make_authority() {
  (cd "$BED/pki" &&
    openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 365 -subj /CN=rayport-testbed \
      -addext keyUsage=critical,keyCertSign,cRLSign,digitalSignature 2>/dev/null &&
    openssl genrsa -out tokens.key 2048 2>/dev/null &&
    openssl rsa -in tokens.key -pubout -out tokens.pub 2>/dev/null) || die "openssl made no certificates in $BED/pki."
}

# certificate NAME SUBJECT USAGE [ALTERNATIVE-NAMES]: callers' keys are RSA, which every client reads.
certificate() {
  local key="ec -pkeyopt ec_paramgen_curve:prime256v1"
  case "$1" in admin | portal | provisioner) key=rsa:2048 ;; esac
  # shellcheck disable=SC2086 # several options in one variable
  (cd "$BED/pki" &&
    { echo "keyUsage=critical,digitalSignature,keyEncipherment" && echo "extendedKeyUsage=$3" &&
      { [ -z "${4:-}" ] || echo "subjectAltName=$4"; }; } >"$1.ext" &&
    openssl req -newkey $key -nodes -keyout "$1.key" -out "$1.csr" -subj "$2" 2>/dev/null &&
    openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -out "$1.crt" -days 365 -extfile "$1.ext" 2>/dev/null &&
    rm "$1.ext" "$1.csr") || die "openssl made no certificate for $1."
}

# service_account NAME NAMESPACE ACCOUNT: holds exactly what is bound to that account.
service_account() {
  certificate "$1" "/O=system:serviceaccounts/O=system:serviceaccounts:$2/CN=system:serviceaccount:$2:$3" clientAuth
}

# kubeconfig NAME SERVER
kubeconfig() {
  cat <<YAML
apiVersion: v1
kind: Config
current-context: testbed
contexts: [{name: testbed, context: {cluster: testbed, user: $1}}]
clusters: [{name: testbed, cluster: {server: "$2", certificate-authority-data: $(base64 -w 0 "$BED/pki/ca.crt")}}]
users: [{name: $1, user: {client-certificate-data: $(base64 -w 0 "$BED/pki/$1.crt"), client-key-data: $(base64 -w 0 "$BED/pki/$1.key")}}]
YAML
}
