# ./rayport bench start: what the portal adds to Ray; medians of five, both in one run.

command_bench() {
  [ "${1:-}" = start ] && [ $# -eq 1 ] || die "There is one benchmark: ./rayport bench start"
  . scripts/test.sh
  use_home "${RAYPORT_HOME:-$(default_home)}"
  prepare_tests
  build_jar
  mvn -B -q -ntp -f e2e-tests/pom.xml -Dspotless.skip=true -Dexcluded.groups= -Dtest=StartBench test \
    >"$RAYPORT_HOME/logs/bench.log" 2>&1 || die "$(tail -n 40 "$RAYPORT_HOME/logs/bench.log")"
  say "Medians of five (fastest to slowest), $(getconf _NPROCESSORS_ONLN) cores, $(date -u +%Y-%m-%d)"
  cat e2e-tests/target/bench-start.txt
}
