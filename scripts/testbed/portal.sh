# ./rayport testbed portal: the portal itself as a pod of the bed, with a MariaDB beside it.
. scripts/image.sh

MARIADB_IMAGE=localhost/mariadb:bed

testbed_portal() {
  local started=$SECONDS portal mariadb
  use_testbed_tools
  use_bed
  network_there && ready containerd || die "There is no test bed with a real node in $BED." "Next: ./rayport testbed up"
  name_cache
  use_image_tools
  build_jar "$BED/logs/build.log"
  portal="$(portal_image)"
  mariadb="$(mariadb_image)"
  load_image "$portal"
  load_image "$mariadb"
  forget_proxies
  apply_portal "$(basename "$portal" .tar | cut -d - -f 2)"
  say "The portal runs in the test bed after $((SECONDS - started)) s. Next:"
  say "  $BED/bin/kubectl --kubeconfig $BED/kubeconfig -n rayport port-forward service/portal 8080:80"
  say "  and sign in at http://localhost:8080 as admin; the password is in $BED/portal/admin-password"
}

# portal_image: prints the archive of the portal as it is built now; only the newest is kept.
portal_image() {
  local key archive
  key="$({ checksum target/rayport.jar && cat scripts/image.sh scripts/image/* scripts/testbed/{image.sh,mkimage.py} && java -version 2>&1; } | checksum | cut -c 1-12)"
  archive="$CACHE/portal-$key.tar"
  if [ ! -f "$archive" ]; then
    find "$CACHE" -maxdepth 1 -name 'portal-*.tar' -mmin +60 -delete
    build_archive "localhost/rayport:$key" "$archive" >&2
  fi
  echo "$archive"
}

# mariadb_image: prints the archive of a server from Debian's packages.
mariadb_image() {
  local key archive root
  key="$(cat scripts/testbed/{portal,image}.sh scripts/testbed/mariadb/* | checksum | cut -c 1-12)"
  archive="$CACHE/mariadb-$key.tar"
  if [ ! -f "$archive" ]; then
    root="$(mktemp -d "$CACHE/mariadb.XXXXXX")"
    with_progress "  Making MariaDB's image" "$CACHE/mariadb.log" make_mariadb "$root" "$archive" >&2 ||
      die "Next: see whether apt-get update works, then run the same command again."
    rm -rf "$root"
  fi
  echo "$archive"
}

make_mariadb() {
  unpack_packages "$1/root" minbase mariadb-server-core,mariadb-client-core &&
    cp scripts/testbed/mariadb/entrypoint.sh "$1/root/usr/local/bin/" && chmod 755 "$1/root" &&
    rm -rf "$1/root"/var/cache/apt/* "$1/root"/var/lib/apt/lists/* &&
    make_image "$MARIADB_IMAGE" "$2.new" '{"User": "999:999", "Entrypoint": ["/usr/local/bin/entrypoint.sh"],
      "Env": ["PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]}' "$1/root" && mv "$2.new" "$2"
}

# load_image ARCHIVE: as on any node without a registry; once.
load_image() {
  local mark
  mark="$BED/run/loaded-$(basename "$1")"
  [ ! -f "$mark" ] || return 0
  ctr -a "$BED/run/containerd.sock" -n k8s.io images import "$1" >>"$BED/logs/images.log" 2>&1 || die "containerd does not take $1." "Next: see $BED/logs/images.log"
  touch "$mark"
}

# apply_portal TAG: an overlay as the README asks for, with secrets of this bed's own.
apply_portal() {
  local overlay="$BED/portal" secret
  mkdir -p "$overlay"
  for secret in secret.key admin-password database-password; do
    [ -f "$overlay/$secret" ] || (umask 077 && openssl rand -base64 32 | tr -d '\n' >"$overlay/$secret")
  done
  cat >"$overlay/kustomization.yaml" <<YAML
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [$(realpath --relative-to "$overlay" k8s/testbed/portal)]
images: [{name: localhost/rayport, newTag: $1}]
secretGenerator:
  - {name: portal, namespace: rayport, files: [secret.key, admin-password]}
  - {name: database, namespace: rayport, files: [password=database-password]}
YAML
  kube apply -k "$overlay" >"$BED/logs/apply.log" || die "Kubernetes does not take the portal's manifests." "Next: see $BED/logs/apply.log"
  kube -n rayport rollout status --timeout=240s statefulset/mariadb >>"$BED/logs/apply.log" &&
    kube -n rayport rollout status --timeout=300s deployment/portal >>"$BED/logs/apply.log" ||
    die "The portal did not become ready." "$(kube -n rayport get pods)" "Next: kubectl -n rayport describe pods, kubectl -n rayport logs deployment/portal"
}
