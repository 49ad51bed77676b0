# What every command needs: words on the screen, the data directory, progress of long steps.

say() { printf '%s\n' "$*"; }

# die LINE...: the reason and the next step, then the end.
die() {
  printf '%s\n' "$@" >&2
  exit 1
}

is_root() { [ "$(id -u)" = 0 ]; }

# Root's own home is closed to others, and Ray runs under another account then.
default_home() { if is_root; then echo /var/lib/rayport; else echo "$HOME/.rayport"; fi; }

# use_home DIR: makes it and lets other accounts pass through, not look around.
use_home() {
  mkdir -p "$1" || die "Cannot make $1. Choose another place with --home or RAYPORT_HOME."
  RAYPORT_HOME="$(cd "$1" && pwd)"
  export RAYPORT_HOME
  [ -w "$RAYPORT_HOME" ] || die "$RAYPORT_HOME belongs to somebody else. Choose another place with --home or RAYPORT_HOME."
  chmod 0711 "$RAYPORT_HOME"
  (umask 077 && mkdir -p "$RAYPORT_HOME/logs" "$RAYPORT_HOME/db" "$RAYPORT_HOME/packages")
}

# with_progress LABEL LOGFILE COMMAND...: runs it into LOGFILE, shows one moving line, its end on failure.
with_progress() {
  local label="$1" log="$2" start=$SECONDS pid status=0 width line
  shift 2
  "$@" >"$log" 2>&1 &
  pid=$!
  trap 'kill "$pid" 2>/dev/null; exit 130' INT TERM
  while kill -0 "$pid" 2>/dev/null; do
    if [ -t 1 ]; then
      width=$(($(tput cols 2>/dev/null || echo 100) - ${#label} - 12))
      line="$(tail -n 1 "$log" 2>/dev/null | tr -cd '[:print:]' | cut -c "1-$((width > 10 ? width : 10))")"
      printf '\r\033[K%s  %3d s  %s' "$label" $((SECONDS - start)) "$line"
      sleep 0.3
    else
      [ $(((SECONDS - start) % 20)) != 19 ] || say "$label  $((SECONDS - start)) s …"
      sleep 1
    fi
  done
  wait "$pid" || status=$?
  trap - INT TERM
  [ ! -t 1 ] || printf '\r\033[K'
  if [ "$status" != 0 ]; then
    tail -n 25 "$log" >&2
    say "$label failed after $((SECONDS - start)) s; all of its output is in $log" >&2
    return "$status"
  fi
  say "$label  done in $((SECONDS - start)) s"
}

checksum() { if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi | cut -c 1-64; }

# port_taken PORT: whether something on this machine listens there.
port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# free_port PORT: the first free one of PORT, PORT + 10 …
free_port() {
  local port="$1"
  while port_taken "$port"; do port=$((port + 10)); done
  echo "$port"
}

# running_portal: prints "PID PORT" of the portal that uses RAYPORT_HOME; fails when there is none.
running_portal() {
  local pid port
  read -r pid port 2>/dev/null <"$RAYPORT_HOME/portal.pid" || return 1
  ps -p "$pid" -o args= 2>/dev/null | grep -q 'rayport.*\.jar' || return 1
  echo "$pid $port"
}

memory_mib() {
  if [ -r /proc/meminfo ]; then
    awk '/^MemTotal/ {print int($2 / 1024)}' /proc/meminfo
  else
    echo $(($(sysctl -n hw.memsize) / 1048576))
  fi
}

# existing PATH: the nearest folder above PATH that is there.
existing() {
  local path="$1"
  while [ ! -e "$path" ]; do path="$(dirname "$path")"; done
  echo "$path"
}
