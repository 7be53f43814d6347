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

# BERTH_LOGS: where the long steps write. Others can make names under /tmp, so the default must be this user's own.
private_logs() {
  [ -z "${BERTH_LOGS:-}" ] || { mkdir -p "$BERTH_LOGS" && return; }
  BERTH_LOGS=${TMPDIR:-/tmp}/berth-$(id -u)
  mkdir -m 700 "$BERTH_LOGS" 2>/dev/null || true
  if [ -L "$BERTH_LOGS" ] || [ ! -d "$BERTH_LOGS" ] || [ ! -O "$BERTH_LOGS" ]; then
    die "$BERTH_LOGS is not a directory of this user: remove it, or set BERTH_LOGS to a directory for the logs."
  fi
  chmod 700 "$BERTH_LOGS"
  export BERTH_LOGS
}

# Fresh machines and containers have no package lists: nothing may be asked of apt before this.
apt_is_fresh=
apt_refresh_once() {
  [ -z "$apt_is_fresh" ] || return 0
  logged "$BERTH_LOGS/apt-update.log" as_root apt-get update \
    || die "apt-get update failed: check this machine's package sources (log: $BERTH_LOGS/apt-update.log)."
  apt_is_fresh=yes
}

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
