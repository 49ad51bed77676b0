# Makes what a test bed consists of, once: programs from Go modules, Ray's image from packages.

# name_cache: sets BIN and IMAGES to where in the cache programs and images are, or will be.
name_cache() {
  CACHE="${RAYPORT_TESTBED_CACHE:-$RAYPORT_HOME/testbed/cache}"
  mkdir -p "$CACHE" || die "Cannot make $CACHE. Choose another place with RAYPORT_TESTBED_CACHE."
  CACHE="$(cd "$CACHE" && pwd)"
  BIN="$CACHE/bin-$(programs_key)"
  IMAGES="$CACHE/images-$(images_key)"
}

# fill_cache WITH_NODE: only a node needs images.
fill_cache() {
  exec 8>"$CACHE/lock"
  flock -n 8 || { say "Waiting for another build in $CACHE" && flock 8; }
  [ -d "$BIN" ] || build_programs "$CACHE"
  touch "$BIN"
  if [ "$1" = true ]; then
    [ -d "$IMAGES" ] || build_images "$CACHE"
    touch "$IMAGES"
  fi
  exec 8>&-
}

programs_key() {
  { cat scripts/testbed/build.sh && find scripts/testbed/wrappers -type f | sort | xargs cat && GOTOOLCHAIN=local "$GO" version; } |
    checksum | cut -c 1-12
}

images_key() {
  { cat scripts/testbed/{image,mkimage,wheels}.* scripts/ray-requirements.txt scripts/testbed/wrappers/pause/* && uname -m; } |
    checksum | cut -c 1-12
}

# build_programs CACHE: all programs and KubeRay's own manifests into a new folder, which appears only when complete.
build_programs() {
  local new="$1/bin.new" log="$1/programs.log"
  say "The test bed's programs go to $BIN (600 MB, once; about ten minutes on two cores)."
  forget_unused "$1" 'bin-*'
  rm -rf "$new" && mkdir "$new"
  with_progress "  Fetching modules" "$log" fetch_modules || die "Next: see whether Go reaches its module proxy (go env GOPROXY), then run the same command again."
  with_progress "  Building control plane and node" "$log" build_kubernetes "$new" || die_building
  with_progress "  Building etcd" "$log" go_build etcd "-s -w" "$new/etcd" go.etcd.io/etcd/server/v3 || die_building
  with_progress "  Building KubeRay's operator" "$log" \
    go_build kuberay "-s -w" "$new/kuberay-operator" github.com/ray-project/kuberay/ray-operator || die_building
  with_progress "  Building CoreDNS" "$log" go_build coredns "-s -w" "$new/coredns" . || die_building
  with_progress "  Building KWOK" "$log" go_build kwok "-s -w" "$new/kwok" sigs.k8s.io/kwok/cmd/kwok || die_building
  copy_manifests "$new" || die "KubeRay's manifests are not in its module; see $1."
  mv "$new" "$BIN"
}

die_building() { die "Next: read the first error above; it is about $("$GO" version)."; }

# The garbage collector's setting is the compiler's alone: servers that inherit it take three times the memory.
go_run() {
  (cd "scripts/testbed/wrappers/$1" && shift && CGO_ENABLED=0 GOGC=400 GOFLAGS="-buildvcs=false -trimpath -mod=readonly" "$GO" "$@")
}

# go_build WRAPPER LDFLAGS OUT PACKAGE...
go_build() {
  local wrapper="$1" flags="$2" out="$3"
  shift 3
  go_run "$wrapper" build -ldflags "$flags" -o "$out" "$@"
}

fetch_modules() {
  local wrapper
  for wrapper in kubernetes etcd kuberay coredns kwok; do go_run "$wrapper" mod download || return; done
}

# Clients ask a server for its version, so a build from modules must be told.
build_kubernetes() {
  local version package=k8s.io/component-base/version
  version="$(module_version kubernetes k8s.io/kubernetes)"
  go_run kubernetes build -tags providerless -o "$1/" -ldflags "-s -w -X $package.gitVersion=$version -X $package.gitMajor=1 \
    -X $package.gitMinor=$(cut -d . -f 2 <<<"$version") -X $package.gitTreeState=clean -X $package.gitCommit=unknown" \
    k8s.io/kubernetes/cmd/{kube-apiserver,kube-controller-manager,kube-scheduler,kubelet,kube-proxy,kubectl}
}

module_version() { go_run "$1" list -m -f '{{.Version}}' "$2"; }
module_folder() { go_run "$1" list -m -f '{{.Dir}}' "$2"; }

# copy_manifests DIR: what the programs' modules bring beside code, so that a start needs no module cache.
copy_manifests() {
  local kuberay stages stage crd
  kuberay="$(module_folder kuberay github.com/ray-project/kuberay/ray-operator)/config" || return
  stages="$(module_folder kwok sigs.k8s.io/kwok)/kustomize/stage" || return
  mkdir "$1/crds" "$1/rbac"
  # The API server takes JSON ten times as fast, up to 3 MB.
  for crd in "$kuberay"/crd/bases/*.yaml; do
    KUBECONFIG=/dev/null "$1/kubectl" patch --local --type=json -p '[]' -o json -f "$crd" | "$PYTHON" -m json.tool --compact \
      >"$1/crds/$(basename "$crd" .yaml | sed 's/.*_//').json" || return
  done
  cp "$kuberay"/rbac/{service_account,role,role_binding,leader_election_role,leader_election_role_binding}.yaml "$1/rbac/" || return
  chmod -R u+w "$1/rbac"
  printf 'namespace: kuberay-system\nresources:\n' >"$1/rbac/kustomization.yaml"
  (cd "$1/rbac" && printf -- '- %s\n' *role*.yaml service_account.yaml >>kustomization.yaml)
  "$1/kubectl" kustomize "$1/rbac" >"$1/operator-rbac.yaml" && rm -r "$1/rbac" || return
  for stage in node/fast/node-initialize node/heartbeat-with-lease/node-heartbeat-with-lease pod/fast/pod-{ready,complete,delete}; do
    echo --- && cat "$stages/$stage.yaml" || return
  done >"$1/kwok-stages.yaml"
  module_version kuberay github.com/ray-project/kuberay/ray-operator >"$1/operator-version"
}

# forget_unused CACHE PATTERN: what nothing has used for a month.
forget_unused() { find "$1" -maxdepth 1 -name "$2" -mtime +30 -exec rm -rf {} +; }
