# ./rayport bench: what the portal adds to Ray and to KubeRay, each beside them alone in the same run.
. scripts/test.sh

command_bench() {
  local what="${1:-}"
  [ $# -eq 0 ] || shift
  case "$what" in
    start)
      [ $# -eq 0 ] || die "bench start takes no options." "Next: ./rayport help"
      bench_start
      ;;
    lists) bench_lists "$@" ;;
    kubernetes) bench_kubernetes "$@" ;;
    *) die "bench does not know “$what”." "Next: ./rayport bench start, bench lists or bench kubernetes" ;;
  esac
}

bench_start() {
  use_home "${RAYPORT_HOME:-$(default_home)}"
  prepare_tests
  build_jar
  run_bench StartBench
  say "Medians of five (fastest to slowest), $(getconf _NPROCESSORS_ONLN) cores, $(date -u +%Y-%m-%d)"
  cat e2e-tests/target/bench-start.txt
}

# bench_lists [--clusters N]: first pages of all lists over a long history, on H2 and on a private MariaDB.
bench_lists() {
  local clusters=100000 classes=ListBench
  while [ $# -gt 0 ]; do
    case "$1" in
      --clusters)
        case "${2:-}" in '' | 0* | *[!0-9]* | ???????*) die "--clusters needs a number from 1 to 999999." ;; esac
        clusters="$2" && shift 2
        ;;
      *) die "bench lists does not know “$1”." "Next: ./rayport help" ;;
    esac
  done
  use_home "${RAYPORT_HOME:-$(default_home)}"
  use_jdk
  use_maven
  need_space . 20000 "the history"
  if has_mariadb; then classes=ListBench,ListOnMariaDbBench; else say "MariaDB is missing; only H2 is measured. Next: $(install_hint mariadb)"; fi
  say "$clusters clusters and $((clusters * 15 / 2)) jobs are made up first, on each database; $(machine_now)"
  rm -rf target/bench-lists target/bench-lists-*.txt
  mvn -B -q -ntp -Dspotless.skip=true -Dexcluded.groups= -Dbench.clusters="$clusters" -Dtest="$classes" test \
    >"$RAYPORT_HOME/logs/bench.log" 2>&1 || die "$(tail -n 60 "$RAYPORT_HOME/logs/bench.log")"
  cat target/bench-lists-*.txt
  rm -rf target/bench-lists
}

# bench_kubernetes [--clusters N]: on a test bed of its own, which ends with it.
bench_kubernetes() {
  local clusters=1000
  while [ $# -gt 0 ]; do
    case "$1" in
      --clusters)
        case "${2:-}" in '' | 0* | *[!0-9]* | ?????*) die "--clusters needs a number from 1 to 9999." ;; esac
        clusters="$2" && shift 2
        ;;
      *) die "bench kubernetes does not know “$1”." "Next: ./rayport help" ;;
    esac
  done
  export RAYPORT_BENCH_CLUSTERS="$clusters"
  use_home "${RAYPORT_HOME:-$(default_home)}"
  trap end_tests EXIT
  use_jdk
  use_maven
  use_python
  build_jar
  unset RAYPORT_TESTBED
  prepare_testbed
  [ -n "$TESTBED_HOME" ] || die "Next: ./rayport doctor"
  # Every fake node takes a thousand pods, and each cluster has two.
  bench_bed --no-node --fake-nodes $((clusters / 400 + 2))
  say "$clusters clusters at once on fake nodes; $(machine_now)"
  run_bench KubernetesBurstBench
  cat e2e-tests/target/bench-kubernetes-burst.txt
  bench_bed
  say "" "Single clusters that run Ray; $(machine_now)"
  run_bench KubernetesStartBench
  cat e2e-tests/target/bench-kubernetes-start.txt
}

# bench_bed OPTION...: starts what is not running of it, with the portal's rights and the platform's rules.
bench_bed() {
  RAYPORT_HOME="$TESTBED_HOME" ./rayport testbed up "$@"
  export RAYPORT_TESTBED="$TESTBED_HOME/testbed"
  "$RAYPORT_TESTBED/bin/kubectl" --kubeconfig "$RAYPORT_TESTBED/kubeconfig" apply --kustomize k8s/testbed >/dev/null
}

machine_now() {
  echo "$(getconf _NPROCESSORS_ONLN) cores, load $(cut -d ' ' -f 1-3 /proc/loadavg) before, $(date -u +%Y-%m-%d)"
}

# run_bench CLASS: what was found before it failed is shown too.
run_bench() {
  local log="$RAYPORT_HOME/logs/bench.log"
  (weigh_as_bed && exec mvn -B -q -ntp -f e2e-tests/pom.xml -Dspotless.skip=true -Dexcluded.groups= -Dtest="$1" test) \
    >"$log" 2>&1 || die "$(tail -n 60 "$log")"
}

# weigh_as_bed: a bed weighs more than what runs beside it, and would take the portal's share of the processors.
weigh_as_bed() {
  [ -n "$TESTBED_HOME" ] || return 0
  NETNS="$(cat "$RAYPORT_TESTBED/run/network")"
  join_control_group "$BASHPID"
}
