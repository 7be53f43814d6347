# shellcheck shell=bash
# How the launcher's scripts talk: progress on stderr, data on stdout, one sentence when something is wrong.

BERTH_STARTED=${BERTH_STARTED:-$(date +%s)}
export BERTH_STARTED

say() { printf '\033[36m[%3ds]\033[0m %s\n' "$(($(date +%s) - BERTH_STARTED))" "$*" >&2; }
warn() { printf '\033[33m[%3ds] %s\033[0m\n' "$(($(date +%s) - BERTH_STARTED))" "$*" >&2; }
die() {
  printf '\033[31mberth: %s\033[0m\n' "$*" >&2
  exit 1
}
[ -t 2 ] || {
  say() { printf '[%3ds] %s\n' "$(($(date +%s) - BERTH_STARTED))" "$*" >&2; }
  warn() { say "$@"; }
  die() {
    printf 'berth: %s\n' "$*" >&2
    exit 1
  }
}

# Runs a command as root: directly, or through sudo where there is one.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}
can_be_root() { [ "$(id -u)" = 0 ] || command -v sudo >/dev/null; }

# Runs a long command with its output in a log; shows the log's end and fails if the command fails.
logged() {
  local log=$1
  shift
  mkdir -p "$(dirname "$log")"
  "$@" >"$log" 2>&1 </dev/null || {
    tail -n 20 "$log" >&2
    return 1
  }
}
