# ./rayport demo: a portal with three tenants and weeks of history, apart from the real one.

command_demo() {
  . scripts/up.sh
  local home history=() others=()
  while [ $# -gt 0 ]; do
    case "$1" in
      --clusters)
        case "${2:-}" in '' | 0* | *[!0-9]* | ???????*) die "--clusters needs a number from 1 to 999999." ;; esac
        history=(--rayport.history="$2") && shift 2
        ;;
      *) others+=("$1") && shift ;;
    esac
  done
  if [ -n "${RAYPORT_HOME:-}" ]; then home="$RAYPORT_HOME/demo"; else home="$(default_home)-demo"; fi
  # Ray's environment is large; the demo shares that of the real portal.
  VENV_HOME="${RAYPORT_HOME:-$(default_home)}"
  use_home "$VENV_HOME"
  [ "${#history[@]}" = 0 ] || say "A long history takes minutes to make up, once."
  say "All of the demo's people sign in with the password rayport-demo: mira (vision-research), priya (nlp-platform), hannah (forecasting) …"
  # So that administrators see what things cost.
  export RAYPORT_PRICES_CURRENCY="${RAYPORT_PRICES_CURRENCY:-EUR}" RAYPORT_PRICES_CPUHOUR="${RAYPORT_PRICES_CPUHOUR:-0.042}" \
    RAYPORT_PRICES_GIBHOUR="${RAYPORT_PRICES_GIBHOUR:-0.0055}" RAYPORT_PRICES_GPUHOUR="${RAYPORT_PRICES_GPUHOUR:-2.10}"
  if [ "${#history[@]}" != 0 ]; then
    HISTORY="${history[0]}" command_up --home "$home-long" ${others[@]+"${others[@]}"}
  else
    DEMO=true command_up --home "$home" ${others[@]+"${others[@]}"}
  fi
}
