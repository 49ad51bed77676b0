# ./rayport test: everything, from units to journeys in a real browser on real Ray.
. scripts/testbed.sh

command_test() {
  local long=,long
  while [ $# -gt 0 ]; do
    case "$1" in
      --long) long= && shift ;;
      *) die "test does not know “$1”." "Next: ./rayport help" ;;
    esac
  done
  local started=$SECONDS broken=0
  prepare_tests
  prepare_testbed
  rm -rf target/surefire-reports e2e-tests/target/surefire-reports

  say "Units, rooms, and the backend on real Ray"
  mkdir -p target
  one_at_a_time target/building "building the portal"
  touch target/built-from
  if run_maven -Dexcluded.groups="kubernetes$long" package; then
    rm -f target/building
    say "On Kubernetes, and beside it journeys in the browser; what Kubernetes' tests said comes after"
    run_maven -f e2e-tests/pom.xml test-compile || broken=$((broken + 1))
    start_testbed || broken=$((broken + 1))
    test_on_kubernetes >target/kubernetes-tests.log 2>&1 &
    KUBERNETES_TESTS=$!
    test_in_browser || broken=$((broken + 1))
    wait "$KUBERNETES_TESTS" || broken=$((broken + 1))
    KUBERNETES_TESTS=
    cat target/kubernetes-tests.log
    stop_testbed
  else
    rm -f target/building
    broken=$((broken + 1))
    say "Journeys in the browser"
    test_in_browser || broken=$((broken + 1))
  fi
  say "Took $(((SECONDS - started) / 60)) min $(((SECONDS - started) % 60)) s."
  "$PYTHON" scripts/count_tests.py "$broken" target/surefire-reports e2e-tests/target/surefire-reports
}

# Most of both is waiting: side by side they take little longer than the longer of them alone.
test_on_kubernetes() {
  local failed=0
  run_maven -Dgroups=kubernetes -Dexcluded.groups="${long#,}" surefire:test || failed=1
  run_maven -f e2e-tests/pom.xml -DtempDir=surefire-kubernetes \
    -Dgroups=kubernetes -Dexcluded.groups="bench$long" surefire:test || failed=1
  return "$failed"
}

test_in_browser() { run_maven -f e2e-tests/pom.xml -Dexcluded.groups="bench,kubernetes$long" test; }

# prepare_tests: all tools, and an environment with Ray; RAYPORT_TEST_VENV names one that is there.
prepare_tests() {
  local cache
  trap end_tests EXIT
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
      TEST_FILES+=("$cache")
    else
      cache="$(test_cache)"
    fi
    prepare_ray "$cache/venv"
    RAYPORT_TEST_VENV="$cache/venv"
  fi
  export RAYPORT_TEST_VENV PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
}

test_cache() { mkdir -p "${XDG_CACHE_HOME:-$HOME/.cache}/rayport-test" && echo "${XDG_CACHE_HOME:-$HOME/.cache}/rayport-test"; }

TEST_FILES=()
TESTBED_HOME=
KUBERNETES_TESTS=

end_tests() {
  if [ -n "$KUBERNETES_TESTS" ]; then
    # What runs in the background does not hear Ctrl-C.
    kill "$KUBERNETES_TESTS" $(ps -o pid= --ppid "$KUBERNETES_TESTS") 2>/dev/null || true
    wait "$KUBERNETES_TESTS" 2>/dev/null || true
  fi
  stop_testbed
  [ "${#TEST_FILES[@]}" = 0 ] || rm -rf "${TEST_FILES[@]}"
}

# prepare_testbed: builds what a bed needs; RAYPORT_TESTBED names one that is up, and the tests use that.
prepare_testbed() {
  [ -z "${RAYPORT_TESTBED:-}" ] || return 0
  local obstacles
  export RAYPORT_TESTBED_CACHE="${RAYPORT_TESTBED_CACHE:-$(test_cache)/testbed}"
  obstacles="$(testbed_obstacles "$RAYPORT_TESTBED_CACHE" | paste -s -d ';' - | sed 's/;/; /g')"
  if [ -n "$obstacles" ]; then
    export RAYPORT_NO_TESTBED="no test bed can run here: $obstacles"
    say "Tests on Kubernetes are skipped: $RAYPORT_NO_TESTBED"
    return
  fi
  mkdir -p "$RAYPORT_TESTBED_CACHE"
  end_orphaned_beds
  # Beside its cache: on one disk they share the images' files.
  TESTBED_HOME="$(mktemp -d "$RAYPORT_TESTBED_CACHE/home.XXXXXX")"
  echo "$$" >"$TESTBED_HOME/owner"
  TEST_FILES+=("$TESTBED_HOME")
  RAYPORT_HOME="$TESTBED_HOME" ./rayport testbed build
}

# end_orphaned_beds: those of test runs that were killed.
end_orphaned_beds() {
  local home
  for home in "$RAYPORT_TESTBED_CACHE"/home.*; do
    [ -f "$home/owner" ] && ! kill -0 "$(cat "$home/owner")" 2>/dev/null || continue
    RAYPORT_HOME="$home" ./rayport testbed down && rm -rf "$home"
  done
}

# start_testbed: for its own tests only, since it takes half of a small machine.
start_testbed() {
  [ -n "$TESTBED_HOME" ] || return 0
  if ! RAYPORT_HOME="$TESTBED_HOME" ./rayport testbed up --fake-nodes 10; then
    export RAYPORT_NO_TESTBED="the test bed did not start"
    return 1
  fi
  export RAYPORT_TESTBED="$TESTBED_HOME/testbed"
}

stop_testbed() {
  [ -n "$TESTBED_HOME" ] && [ -d "$TESTBED_HOME/testbed/run" ] || return 0
  RAYPORT_HOME="$TESTBED_HOME" ./rayport testbed down
}

# Tests that fail do not stop the rest; whatever else fails is counted as one failure. With browsers,
# Ray and Kubernetes on a busy machine, one that failed is tried once more; the count names it.
run_maven() {
  mvn -B -ntp -Dspotless.goal=check -Dmaven.test.failure.ignore=true \
    -Dsurefire.rerunFailingTestsCount=1 "$@"
}

# use_browser: Chromium and Node for Playwright, installed where that is possible without asking.
use_browser() {
  CHROMIUM="$(find_chromium)" || install_now chromium && CHROMIUM="$(find_chromium)" ||
    die "Chromium is missing." "Next: $(install_hint chromium)   or name one in RAYPORT_CHROMIUM."
  NODE="$(find_node)" || install_now node && NODE="$(find_node)" ||
    die "Node 18 or newer is missing; Playwright drives the browser with it." "Next: $(install_hint node)"
  export RAYPORT_CHROMIUM="$CHROMIUM" PLAYWRIGHT_NODEJS_PATH="$NODE"
}
