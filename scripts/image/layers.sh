# The layers of the portal's image, from what changes least to what changes most.

# One time for all files, so that equal contents make equal layers; Java's cache compares times too.
IMAGE_TIME=@1767225600
# Serial: the collector that the cache of the start was made with.
IMAGE_JAVA_FLAGS="-XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -Xlog:aot*=error --enable-native-access=ALL-UNNAMED"

# unpack_system DIR: glibc and zlib, and who is who; there is no shell and nothing that installs.
unpack_system() {
  local dir="$1"
  # As an archive, since other accounts than root cannot keep a folder that root of a namespace made.
  unpack_packages "$dir.tar" extract base-files,libc6,zlib1g && mkdir "$dir" &&
    tar -C "$dir" --no-same-owner -xf "$dir.tar" --exclude='./dev/*' && rm "$dir.tar" &&
    find "$dir"/{bin,sbin,boot,home,media,mnt,opt,srv,usr/bin,usr/sbin,usr/games,usr/include,usr/src,usr/local,usr/share,var,etc} \
      -mindepth 1 ! -name os-release ! -name debian_version -delete 2>/dev/null
  mkdir -p "$dir"/var/lib/rayport "$dir"/var/tmp
  chmod 1777 "$dir/tmp"
  ln -sfn ../usr/lib/os-release "$dir/etc/os-release"
  echo 'rayport:x:65532:65532:Rayport:/var/lib/rayport:/nonexistent' >"$dir/etc/passwd"
  echo 'rayport:x:65532:' >"$dir/etc/group"
  echo 'hosts: files dns' >"$dir/etc/nsswitch.conf"
  test -e "$dir"/lib*/ld-linux*.so*
}

# unpack_portal DIR: its libraries in one layer, what is built here in another.
unpack_portal() {
  local dir="$1"
  java -Djarmode=tools -jar target/rayport.jar extract --layers --destination "$dir/parts" &&
    mkdir -p "$dir"/{libraries,application}/opt/rayport &&
    mv "$dir/parts/dependencies/lib" "$dir/libraries/opt/rayport/lib" &&
    mv "$dir/parts/application/rayport.jar" "$dir/application/opt/rayport/" && rm -r "$dir/parts"
}

# know_modules LIBRARIES JAR: sets MODULES; jdeps takes two minutes, and only other libraries need other modules.
know_modules() {
  local known=scripts/image/modules names found
  names="$(cd "$1" && printf '%s\n' *.jar | LC_ALL=C sort | checksum)"
  if [ "$(sed -n 's/^libraries //p' "$known")" != "$names" ]; then
    with_progress "  Finding the modules of other libraries" target/modules.log find_modules "$1" "$2" ||
      die "Next: see target/modules.log"
    found="$(tail -n 1 target/modules.log)"
    sed -i "s/^libraries .*/libraries $names/; s/^found .*/found $found/" "$known"
  fi
  MODULES="$(sed -n 's/^\(found\|besides\) //p' "$known" | paste -s -d , -)"
}

# find_modules LIBRARIES JAR: jdeps refuses modules that lack others, so that it gets classes without modules.
find_modules() {
  local classes jar
  classes="$(mktemp -d -p target classes.XXXXXX)"
  for jar in "$1"/*.jar "$2"; do
    "$PYTHON" scripts/image/classes.py "$jar" "$classes" || return
  done
  jdeps --ignore-missing-deps --print-module-deps --multi-release "$(jdk_version "$JAVA_HOME")" -q "$classes"
  rm -r "$classes"
}

link_runtime() {
  jlink --add-modules "$MODULES" --no-header-files --no-man-pages --strip-java-debug-attributes --generate-cds-archive \
    --compress zip-0 --output "$1"
}

# learn_start DIR: starts the portal as its image will, which shows that nothing is missing; from Java 25 on a first
# start leaves a cache of loaded classes, with which others take half as long.
learn_start() {
  local dir="$1" app="$1/start/opt/rayport"
  mkdir -p "$dir/start/opt" "$dir/learnt/opt/rayport"
  cp -r "$dir/java/opt/java" "$dir/start/opt/java"
  cp -r "$dir/libraries/opt/rayport" "$app" && cp "$dir/application/opt/rayport/rayport.jar" "$app/" || return
  find "$dir" -exec touch -h -d "$IMAGE_TIME" {} +
  if [ "$(jdk_version "$JAVA_HOME")" -ge 25 ]; then
    start_once "$dir" "-XX:AOTCacheOutput=$PWD/$dir/learnt/opt/rayport/rayport.aot" || return
    touch -d "$IMAGE_TIME" "$dir/learnt/opt/rayport/rayport.aot"
    start_once "$dir" "-XX:AOTMode=on" "-XX:AOTCache=$PWD/$dir/learnt/opt/rayport/rayport.aot"
  else
    start_once "$dir"
  fi
}

# start_once DIR FLAG...: until it is ready, against no Kubernetes, then ends it; the last line says how long it took.
start_once() {
  local dir="$1" port pid status=0 began
  shift
  port="$(free_port 18080)"
  rm -rf "$dir/home"
  printf 'apiVersion: v1\nkind: Config\ncurrent-context: none\ncontexts: [{name: none, context: {cluster: none, user: none}}]
clusters: [{name: none, cluster: {server: "https://127.0.0.1:1"}}]\nusers: [{name: none, user: {token: none}}]\n' >"$dir/kubeconfig"
  began="$(date +%s%N)"
  # With no setting of the account that builds, such as another portal's database.
  # shellcheck disable=SC2086 # several flags
  env -i PATH="$PATH" RAYPORT_HOME="$PWD/$dir/home" RAYPORT_BACKEND=kubernetes KUBECONFIG="$PWD/$dir/kubeconfig" \
    RAYPORT_PORT="$port" LOGGING_FILE_NAME= "$dir/start/opt/java/bin/java" $IMAGE_JAVA_FLAGS "$@" -jar "$dir/start/opt/rayport/rayport.jar" &
  pid=$!
  "$PYTHON" scripts/image/await_portal.py "http://localhost:$port" "$pid" || status=1
  began=$((($(date +%s%N) - began) / 1000000))
  kill "$pid" 2>/dev/null || true
  wait "$pid" || true
  [ "$status" != 0 ] || say "  The portal is ready after $((began / 1000)).$((began % 1000 / 100)) s on this machine."
  return "$status"
}

# write_archive NAME DIR OUTPUT
write_archive() {
  local name="$1" dir="$2" out="$3" cache='' layer layers=()
  rm -rf "$dir/start" "$dir/home"
  [ ! -f "$dir/learnt/opt/rayport/rayport.aot" ] || cache='"-XX:AOTCache=/opt/rayport/rayport.aot",'
  for layer in system java libraries application learnt; do
    find "$dir/$layer" -exec touch -h -d "$IMAGE_TIME" {} +
    chmod -R u+rwX,go+rX,go-w "$dir/$layer"
    layers+=("$dir/$layer")
  done
  chmod 1777 "$dir"/system/{tmp,var/tmp}
  make_image --root-owned "$name" "$out.new" '{"User": "65532:65532", "WorkingDir": "/var/lib/rayport",
    "Env": ["PATH=/opt/java/bin", "LANG=C.UTF-8", "RAYPORT_HOME=/var/lib/rayport", "RAYPORT_BACKEND=kubernetes",
      "SERVER_ADDRESS=0.0.0.0", "LOGGING_FILE_NAME="],
    "ExposedPorts": {"8080/tcp": {}}, "Volumes": {"/var/lib/rayport": {}},
    "Entrypoint": ["/opt/java/bin/java", '"$(printf '"%s",' $IMAGE_JAVA_FLAGS)$cache"' "-XX:MaxRAMPercentage=70",
      "-jar", "/opt/rayport/rayport.jar"],
    "Labels": {"org.opencontainers.image.title": "Rayport", "org.opencontainers.image.version": "'"${name##*:}"'"}}' \
    "${layers[@]}" && mv "$out.new" "$out"
}
