# ./rayport demo: a portal with three tenants and weeks of history, apart from the real one.

command_demo() {
  . scripts/up.sh
  local home
  if [ -n "${RAYPORT_HOME:-}" ]; then home="$RAYPORT_HOME/demo"; else home="$(default_home)-demo"; fi
  # Ray's environment is large; the demo shares that of the real portal.
  VENV_HOME="${RAYPORT_HOME:-$(default_home)}"
  use_home "$VENV_HOME"
  say "All of the demo's people sign in with the password rayport-demo: mira (vision-research), priya (nlp-platform), hannah (forecasting) …"
  DEMO=true command_up --home "$home" "$@"
}
