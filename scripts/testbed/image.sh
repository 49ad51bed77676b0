# Makes the images that the real node runs: Ray as jobs meet it, and what holds a pod together.

# build_images CACHE: a store of containerd's with all images unpacked, which each bed starts with a copy of.
build_images() {
  local new="$1/images.new" log="$1/images.log"
  say "Ray's image goes to $IMAGES (3 GB, once; about two minutes)."
  forget_unused "$1" 'images-*'
  rm -rf "$new" && mkdir "$new"
  with_progress "  Unpacking Debian" "$log" unpack_debian "$new/ray" || die "Next: see whether apt-get update works, then run the same command again."
  with_progress "  Installing Ray" "$log" install_ray "$new/ray" || die "Next: see whether pip reaches its package index, then run the same command again."
  with_progress "  Writing the images" "$log" write_images "$new" || die "Next: see whether $1 has 4 GB free."
  with_progress "  Importing the images" "$log" import_images "$new" || die "Next: see $log for what containerd says."
  rm -rf "$new"/{ray,pause,state} "$new"/*.tar
  mv "$new" "$IMAGES"
}

ray_version() { sed -n 's/^ray\[.*==//p' scripts/ray-requirements.txt; }

unpack_debian() {
  unpack_packages "$1" minbase bash,python3,python3-pip,python-is-python3,wget,ca-certificates,procps,libgomp1
}

# unpack_packages DIR VARIANT PACKAGES: a root file system of Debian's; VARIANT as mmdebstrap knows them.
unpack_packages() {
  mmdebstrap --variant="$2" --include="$3" --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' bookworm "$1"
}

make_image() { "$PYTHON" scripts/testbed/mkimage.py "$@"; }

# install_ray ROOTFS: no virtual environment, because Ray would copy the whole of it for each job with packages by pip.
install_ray() {
  local root="$1" certificates=/etc/ssl/certs/ca-certificates.crt pip
  pip="env -u PIP_FIND_LINKS PIP_CERT=$certificates PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore python3 -m pip"
  cp "$certificates" "$root$certificates"
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  cp scripts/ray-requirements.txt scripts/testbed/wheels.txt "$root/tmp/"
  # shellcheck disable=SC2086 # several words
  chroot "$root" useradd -m -u 1000 -U -s /bin/bash ray &&
    chroot "$root" $pip install --progress-bar off --break-system-packages -r /tmp/ray-requirements.txt &&
    chroot "$root" $pip download --progress-bar off --no-deps --only-binary :all: -d /opt/wheels -r /tmp/wheels.txt &&
    chroot "$root" python3 -c 'import ray.data, ray.train, ray.serve' &&
    rm -rf "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/* "$root"/tmp/* && : >"$root/etc/resolv.conf"
}

# Pods reach no package index: pip in jobs finds what wheels.txt names.
write_images() {
  local new="$1"
  mkdir "$new/pause"
  go_build pause "-s -w" "$new/pause/pause" . &&
    make_image localhost/pause:1 "$new/pause.tar" '{"Entrypoint": ["/pause"], "User": "65535:65535"}' "$new/pause" &&
    make_image "localhost/ray:$(ray_version)" "$new/ray.tar" '{"User": "1000:1000", "WorkingDir": "/home/ray", "Cmd": ["/bin/bash"], "Env": [
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/home/ray", "RAY_USAGE_STATS_ENABLED=0",
        "PIP_NO_INDEX=1", "PIP_FIND_LINKS=/opt/wheels"]}' "$new/ray"
}

# import_images DIR: by a containerd of its own, which ends with this.
import_images() {
  local new="$1" pid status=0 archive
  printf 'version = 2\nroot = "%s"\nstate = "%s"\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n[grpc]\n  address = "%s"\n' \
    "$new/containerd" "$new/state" "$new/state/sock" >"$new/config.toml"
  mkdir "$new/state"
  containerd --config "$new/config.toml" 8>&- 9>&- &
  pid=$!
  wait_until 30 ctr -a "$new/state/sock" version || status=1
  for archive in pause ray; do
    [ "$status" != 0 ] || ctr -a "$new/state/sock" -n k8s.io images import "$new/$archive.tar" || status=1
  done
  kill "$pid"
  wait "$pid" || true
  return "$status"
}
