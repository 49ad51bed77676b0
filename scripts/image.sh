# ./rayport image: the portal as an OCI archive, without Docker.
# The same parts that the test bed's images are made with.
. scripts/testbed/image.sh
. scripts/image/layers.sh

command_image() {
  local output=target/rayport-image.tar name started=$SECONDS
  name="localhost/rayport:$(portal_version)"
  while [ $# -gt 0 ]; do
    case "$1" in
      --output=* | --name=*) set -- "${1%%=*}" "${1#*=}" "${@:2}" ;;
    esac
    case "$1" in
      --output | --name) [ -n "${2:-}" ] || die "$1 needs a value." ;;
    esac
    case "$1" in
      --output) output="$(absolute "$2")" && shift 2 ;;
      --name) name="$2" && shift 2 ;;
      *) die "image does not know “$1”." "Next: ./rayport help" ;;
    esac
  done
  case "$name" in *:*) ;; *) die "“$name” names no version." "Next: --name registry.example/rayport:$(portal_version)" ;; esac
  use_image_tools
  build_jar target/build.log
  build_archive "$name" "$output"
  say "$name is in $output: $(($(stat -c %s "$output") / 1048576)) MiB, made in $((SECONDS - started)) s."
  say "Next: ctr images import, podman load or docker load; or skopeo copy oci-archive:$output docker://…"
}

portal_version() { sed -n 's#.*<artifactId>rayport</artifactId>##; t next; b; :next; n; s#.*<version>\(.*\)</version>.*#\1#p; q' pom.xml; }

use_image_tools() {
  [ "$(uname -s)" = Linux ] || die "The image is made on Linux, from Debian's packages." "Next: run this on a Linux machine."
  use_jdk
  use_python
  "$JAVA_HOME/bin/jlink" --version >/dev/null 2>&1 || die "The JDK in $JAVA_HOME has no jlink." "Next: $(install_hint jdk)"
  command -v mmdebstrap >/dev/null || { is_root && install_packages mmdebstrap; } ||
    die "mmdebstrap is missing; it unpacks Debian's C library." "Next: apt-get install mmdebstrap"
}

# build_archive NAME OUTPUT: from target/rayport.jar, in a folder that goes afterwards.
build_archive() {
  local new log=target/image.log
  mkdir -p target
  new="$(mktemp -d -p target image.XXXXXX)"
  # shellcheck disable=SC2064 # the folder of now
  trap "rm -rf '$new'" EXIT
  with_progress "  Unpacking Debian's C library" "$log" unpack_system "$new/system" ||
    die "Next: see whether apt-get update works, then run the same command again."
  with_progress "  Taking the portal apart" "$log" unpack_portal "$new" || die "Next: see $log"
  know_modules "$new/libraries/opt/rayport/lib" "$new/application/opt/rayport/rayport.jar"
  with_progress "  Linking the Java runtime" "$log" link_runtime "$new/java/opt/java" || die "Next: see $log"
  with_progress "  Starting the portal" "$log" learn_start "$new" || die "Next: see $log; a class that is missing belongs to a module for scripts/image/modules."
  tail -n 1 "$log"
  with_progress "  Writing the image" "$log" write_archive "$1" "$new" "$2" || die "Next: see whether $(dirname "$2") has 1 GB free."
  rm -rf "$new"
  trap - EXIT
}
