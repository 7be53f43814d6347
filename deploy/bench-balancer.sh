#!/usr/bin/env bash
# ./berth bench balancer: a balancer of the running suite beside an HAProxy of the same image, with the same limits and a file
# written by hand, and beside no balancer at all.
set -euo pipefail
# shellcheck source=deploy/say.sh
. "$BERTH_ROOT/deploy/say.sh"
# shellcheck source=deploy/settings.sh
. "$BERTH_ROOT/deploy/settings.sh"

# Of Berth's proxies, see ProxyConfig.
LIMITS=(--cpus 1 --memory 512m)
plain=$COMPOSE_PROJECT_NAME-bench-plain
measure=$COMPOSE_PROJECT_NAME-bench-measure

clean_up() { docker rm --force "$plain" "$measure" >/dev/null 2>&1 || true; }

docker info >/dev/null 2>&1 || die "no Docker engine answers: run ./berth up, which installs and starts one."
[ -n "$(compose ps --quiet balancer 2>/dev/null)" ] || die "the suite '$COMPOSE_PROJECT_NAME' does not run: run ./berth up first."
BERTH_BASE=${BERTH_BASE:-$("$BERTH_ROOT/deploy/base/base.sh")}
logged "$BERTH_LOGS/bench-balancer.log" docker build --build-arg "BASE=$BERTH_BASE" \
  --tag "$COMPOSE_PROJECT_NAME/bench-balancer" "$BERTH_ROOT/deploy/bench/balancer" \
  || die "the bench's image does not build: see $BERTH_LOGS/bench-balancer.log."
trap clean_up EXIT
trap 'exit 130' INT TERM
clean_up
token=$(cli token create --role operator --expires 1h)

docker create --name "$plain" --network host "${LIMITS[@]}" --cap-drop ALL --security-opt no-new-privileges \
  --entrypoint haproxy "$COMPOSE_PROJECT_NAME/proxy" -db -f /etc/haproxy/haproxy.cfg >/dev/null
docker cp "$BERTH_ROOT/deploy/bench/balancer/haproxy.cfg" "$plain:/etc/haproxy/haproxy.cfg" >/dev/null 2>&1
docker start "$plain" >/dev/null
say "load on 127.0.0.1, about two minutes"
docker run --interactive --rm --name "$measure" --network host --cap-drop ALL --security-opt no-new-privileges \
  "$COMPOSE_PROJECT_NAME/bench-balancer" "http://$(address "$BERTH_BALANCER_PORT")" <<<"$token"
