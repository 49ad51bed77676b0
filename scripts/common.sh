# What every command needs: words on the screen, the data directory, progress of long steps.

say() { printf '%s\n' "$*"; }

# die LINE...: the reason and the next step, then the end.
die() {
  printf '%s\n' "$@" >&2
  exit 1
}

# Where the system gives none, as for services, the shell knows it.
export HOME="${HOME:-$(printf %s ~)}"

is_root() { [ "$(id -u)" = 0 ]; }

# Root's own home is closed to others, and Ray runs under another account then.
default_home() { if is_root; then echo /var/lib/rayport; else echo "$HOME/.rayport"; fi; }

# absolute DIR: DIR as seen from where the command was typed.
absolute() { case "$1" in /*) echo "$1" ;; *) echo "$CALLED_FROM/$1" ;; esac; }

# use_home DIR: makes it and lets other accounts pass through, not look around.
use_home() {
  local dir elsewhere="Next: choose another place with --home or RAYPORT_HOME."
  dir="$(absolute "$1")"
  [ "${#dir}" -le 200 ] || die "The data directory's path is longer than 200 characters." "$elsewhere"
  [ ! -e "$dir" ] || [ -d "$dir" ] || die "$dir is a file, not a directory." "$elsewhere"
  mkdir -p "$dir" 2>/dev/null || die "Cannot make the data directory $dir." "$elsewhere"
  RAYPORT_HOME="$(cd "$dir" && pwd)"
  export RAYPORT_HOME
  [ -w "$RAYPORT_HOME" ] && chmod 0711 "$RAYPORT_HOME" 2>/dev/null &&
    (umask 077 && mkdir -p "$RAYPORT_HOME/logs" "$RAYPORT_HOME/db" "$RAYPORT_HOME/packages") 2>/dev/null ||
    die "Cannot write to the data directory $RAYPORT_HOME, which belongs to $(owner_of "$RAYPORT_HOME")." "$elsewhere"
}

# shellcheck disable=SC2012 # one directory, only its third column
owner_of() { ls -ld "$1" | awk '{print $3}'; }

free_mib() { df -Pk "$1" | awk 'NR == 2 {print int($4 / 1024)}'; }

# need_space DIR MIB WHAT: ends when DIR's file system has less room than WHAT takes.
need_space() {
  local free
  free="$(free_mib "$1")"
  [ "$free" -ge "$2" ] || die "Only $free MiB are free where $1 lies; $3 needs $2 MiB." \
    "Next: make room there, or choose another place with --home or RAYPORT_HOME."
}

# claim FILE [WORD]: makes this process the owner of FILE; fails while another ./rayport that lives owns it.
claim() {
  local owner tries=0
  until (umask 077 && set -o noclobber && echo "$$ ${2:-}" >"$1") 2>/dev/null; do
    read -r owner _ 2>/dev/null <"$1" || owner=
    ! is_rayport "$owner" || return 1
    rm -f "$1"
    tries=$((tries + 1))
    [ "$tries" -lt 5 ] || die "Cannot write $1." "Next: see whether the disk is full and who owns that directory."
  done
}

# one_at_a_time FILE WHAT: waits while another ./rayport does WHAT, then owns FILE.
one_at_a_time() {
  claim "$1" && return
  say "Another ./rayport is $2; waiting for it."
  until claim "$1"; do sleep 1; done
}

# is_rayport PID: whether that is another ./rayport or a portal; in containers a dead one's number may be ours.
is_rayport() {
  [ -n "$1" ] && [ "$1" != $$ ] && ps -p "$1" -o args= 2>/dev/null | grep -Eq 'rayport (up|demo|test|bench)|rayport\.jar'
}

# with_progress LABEL LOGFILE COMMAND...: runs it into LOGFILE, shows one moving line, its end on failure.
with_progress() {
  local label="$1" log="$2" start=$SECONDS pid status=0 width line
  shift 2
  # With job control it is a group of its own, so that Ctrl-C ends what it started too.
  set -m
  "$@" >"$log" 2>&1 </dev/null &
  pid=$!
  set +m
  trap 'kill -- "-$pid" 2>/dev/null; say ""; say "$label was interrupted; the same command takes it up again." >&2; exit 130' INT TERM
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
  is_rayport "$pid" || return 1
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
