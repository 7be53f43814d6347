#!/usr/bin/env bash
# ./berth demo: the suite up, and the demo of the command line in a container on the host's network, like a user.
set -euo pipefail
# shellcheck source=deploy/say.sh
. "$BERTH_ROOT/deploy/say.sh"
# shellcheck source=deploy/settings.sh
. "$BERTH_ROOT/deploy/settings.sh"

suite_is_healthy() { docker info >/dev/null 2>&1 && [ -n "$(compose ps --quiet console 2>/dev/null)" ] && cli_status >/dev/null 2>&1; }

# Where the services are for a user on this host.
urls() {
  local service setting
  while read -r service _; do
    setting=$(port_setting "$service")
    echo "--env=BERTH_${service^^}_URL=http://$(address "${!setting}")"
  done < <(services)
}

interrupted() {
  trap - INT TERM
  docker rm --force "$container" >/dev/null 2>&1 || true
  warn "interrupted; ./berth demo begins again with what is there, ./berth demo --clean removes it"
  exit 130
}

container=$COMPOSE_PROJECT_NAME-demo-$$
trap interrupted INT TERM
suite_is_healthy || "$BERTH_ROOT/deploy/up.sh"
BERTH_BASE=${BERTH_BASE:-$("$BERTH_ROOT/deploy/base/base.sh")}
export BERTH_BASE
# What the demo does needs no administrator, and the token is over before the day is.
token=$(cli token create --role operator --expires 2h)

mapfile -t urls < <(urls)
docker compose --progress quiet run --rm --no-deps -T --name "$container" "${urls[@]}" demo demo --base "$BERTH_BASE" --token-stdin "$@" <<<"$token"
