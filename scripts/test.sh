# ./rayport test: everything, from units to journeys in a real browser on real Ray.

command_test() {
  local excluded=long
  while [ $# -gt 0 ]; do
    case "$1" in
      --long) excluded= && shift ;;
      *) die "test does not know “$1”." "Next: ./rayport help" ;;
    esac
  done
  local started=$SECONDS broken=0
  prepare_tests
  rm -rf target/surefire-reports e2e-tests/target/surefire-reports

  say "Units, rooms, and the backend on real Ray"
  mkdir -p target
  one_at_a_time target/building "building the portal"
  touch target/built-from
  run_maven -Dexcluded.groups="$excluded" package || broken=$((broken + 1))
  rm -f target/building
  say "Journeys in the browser"
  run_maven -f e2e-tests/pom.xml -Dexcluded.groups="$excluded" test || broken=$((broken + 1))
  say "Took $(((SECONDS - started) / 60)) min $(((SECONDS - started) % 60)) s."
  "$PYTHON" scripts/count_tests.py "$broken" target/surefire-reports e2e-tests/target/surefire-reports
}

# prepare_tests: all tools, and an environment with Ray; RAYPORT_TEST_VENV names one that is there.
prepare_tests() {
  local cache
  use_jdk
  use_maven
  use_python
  use_browser
  has_mariadb || install_now mariadb && has_mariadb ||
    say "MariaDB is missing; its tests are skipped. Next: $(install_hint mariadb)"
  if [ -z "${RAYPORT_TEST_VENV:-}" ]; then
    if is_root; then
      # Root's own cache is closed to the account that Ray runs under, so it is made anew.
      cache="$(mktemp -d -t rayport-test.XXXXXX)"
      chmod 0711 "$cache"
      # shellcheck disable=SC2064 # the name is known now
      trap "rm -rf '$cache'" EXIT
    else
      cache="${XDG_CACHE_HOME:-$HOME/.cache}/rayport-test"
      mkdir -p "$cache"
    fi
    prepare_ray "$cache/venv"
    RAYPORT_TEST_VENV="$cache/venv"
  fi
  export RAYPORT_TEST_VENV PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
}

# Tests that fail do not stop the rest; whatever else fails is counted as one failure.
run_maven() {
  mvn -B -ntp -Dspotless.goal=check -Dmaven.test.failure.ignore=true "$@"
}

# use_browser: Chromium and Node for Playwright, installed where that is possible without asking.
use_browser() {
  CHROMIUM="$(find_chromium)" || install_now chromium && CHROMIUM="$(find_chromium)" ||
    die "Chromium is missing." "Next: $(install_hint chromium)   or name one in RAYPORT_CHROMIUM."
  NODE="$(find_node)" || install_now node && NODE="$(find_node)" ||
    die "Node 18 or newer is missing; Playwright drives the browser with it." "Next: $(install_hint node)"
  export RAYPORT_CHROMIUM="$CHROMIUM" PLAYWRIGHT_NODEJS_PATH="$NODE"
}

install_now() {
  is_root && command -v apt-get >/dev/null || return 1
  local packages
  packages="$(install_hint "$1" | sed 's/^apt-get install //')"
  # shellcheck disable=SC2086 # several packages in one variable
  # A server that does not answer must not hold the tests up for long; what apt knows may do without it.
  with_progress "Installing $packages" "$(mktemp -t rayport-apt.XXXXXX)" sh -c \
    'apt-get -o Acquire::http::Timeout=20 -o Acquire::Retries=1 update
     DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 -o Acquire::http::Timeout=20 \
       install -y --no-install-recommends "$@"' apt $packages
}
