#!/usr/bin/env bash
# ./berth up: engine, base image, preflight, build, start. Each step is skipped where nothing is to be done.
set -euo pipefail
# shellcheck source=deploy/say.sh
. "$BERTH_ROOT/deploy/say.sh"
# shellcheck source=deploy/settings.sh
. "$BERTH_ROOT/deploy/settings.sh"

[ $# -eq 0 ] || die "'up' takes no arguments; settings come from the environment or .env."
trap 'warn "interrupted; ./berth up goes on from here"; exit 130' INT TERM

build() {
  local log="$BERTH_LOGS/build-$COMPOSE_PROJECT_NAME.log"
  if [ -t 2 ]; then
    compose --profile tools build >&2 || die "the build failed: its end is above."
    return
  fi
  # One line per build step, each only once; the rest is in the log.
  compose --progress plain --profile tools build 2>&1 </dev/null | tee "$log" \
    | awk '/^#[0-9]+ \[.*\] (RUN|FROM)/ && !seen[$0]++ { sub(/^#[0-9]+ /, ""); print "       " substr($0, 1, 110); fflush() }' >&2 \
    || { grep -E '(\[ERROR\] /|ERROR: |E: |error: |failed to solve)' "$log" | cut -c1-300 | head -n 15 >&2 || true; die "the build failed: see $log."; }
}

# What compose says when a container stays unhealthy does not say why: show that container's last words.
explain_failure() {
  local service
  for service in $(compose ps --all --format '{{.Service}} {{.State}} {{.Health}} {{.ExitCode}}' \
    | awk '($2 == "running" && $3 != "" && $3 != "healthy") || ($2 == "exited" && $4 != 0) || $2 == "restarting" { print $1 }'); do
    warn "$service:"
    compose logs --no-log-prefix --tail 8 "$service" 2>&1 | cut -c1-300 >&2
    failed="${failed:+$failed, }$service"
  done
  die "${failed:-the suite} did not become healthy: the last lines are above, ./berth logs ${service:-} has all; run ./berth up again when it is mended."
}

# What a user opens first at each service.
first_path() {
  case "$1" in
    image) echo /v1/repositories ;;
    scaler) echo /v1/groups ;;
    console) ;;
    *) echo "/v1/$1s" ;;
  esac
}

addresses() {
  local service setting
  printf '\n  %-10s %s\n' registry "$(address "$BERTH_REGISTRY_PORT")"
  while read -r service _; do
    setting=$(port_setting "$service")
    printf '  %-10s %s\n' "$service" "http://$(address "${!setting}")$(first_path "$service")"
  done < <(services)
  printf '\n  ./berth token prints the administrator'\''s token; ./berth demo shows the main job.\n'
}

"$BERTH_ROOT/deploy/engine.sh"
BERTH_BASE=${BERTH_BASE:-$("$BERTH_ROOT/deploy/base/base.sh")}
export BERTH_BASE
"$BERTH_ROOT/deploy/preflight.sh"
say "building the images on $BERTH_BASE (the first time this takes minutes)"
build
[ -z "${BERTH_BEFORE_START:-}" ] || "$BERTH_BEFORE_START"
say "starting the suite '$COMPOSE_PROJECT_NAME'"
if [ -t 2 ]; then
  compose up --wait --wait-timeout 300 --remove-orphans >&2 || explain_failure
else
  compose --progress plain up --wait --wait-timeout 300 --remove-orphans >"$BERTH_LOGS/up-$COMPOSE_PROJECT_NAME.log" 2>&1 </dev/null \
    || { grep -iE 'error|unhealthy|exited \([1-9]' "$BERTH_LOGS/up-$COMPOSE_PROJECT_NAME.log" | tail -n 5 >&2 || true; explain_failure; }
fi
say "the suite is up"
addresses
