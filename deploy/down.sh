#!/usr/bin/env bash
# ./berth down [--volumes]: without, the control planes stop and the data planes go on; with, nothing is left.
set -euo pipefail
# shellcheck source=deploy/say.sh
. "$BERTH_ROOT/deploy/say.sh"
# shellcheck source=deploy/settings.sh
. "$BERTH_ROOT/deploy/settings.sh"

volumes=no
case "${1:-}" in
  "") ;;
  --volumes | -v) volumes=yes ;;
  *) die "'down' knows --volumes only." ;;
esac

SECRETS="${COMPOSE_PROJECT_NAME}_secrets-init"

# The installation's id is kept in the secrets; any image that is here can read it.
installation() {
  local image
  docker volume inspect "$SECRETS" >/dev/null 2>&1 || return 0
  for image in "$COMPOSE_PROJECT_NAME/cli" "$COMPOSE_PROJECT_NAME/postgres" berth/base:trixie debian:trixie-slim; do
    docker image inspect "$image" >/dev/null 2>&1 || continue
    docker run --rm --network none --entrypoint cat -v "$SECRETS:/secrets:ro" "$image" /secrets/berth.installation 2>/dev/null || true
    return
  done
}

id=$(installation)
mine="label=io.berth.installation=$id"

count() { docker ps --quiet --filter "$mine" --filter "label=io.berth.kind=$1" | wc -l; }

remove_made_objects() {
  local network container
  docker ps --all --quiet --filter "$mine" | xargs -r docker rm --force --volumes >/dev/null
  for network in $(docker network ls --quiet --filter "$mine"); do
    # Containers that somebody attached by hand would keep the network.
    for container in $(docker network inspect --format '{{range $id, $_ := .Containers}}{{$id}} {{end}}' "$network"); do
      docker network disconnect --force "$network" "$container" >/dev/null 2>&1 || true
    done
    docker network rm "$network" >/dev/null
  done
  docker volume ls --quiet --filter "$mine" | xargs -r docker volume rm --force >/dev/null
}

say "stopping the suite '$COMPOSE_PROJECT_NAME'"
if [ "$volumes" = no ]; then
  compose --progress quiet --profile tools down --remove-orphans --timeout 20
  [ -z "$id" ] || say "kept: all data, $(count balancer) balancer(s) and $(count instance) instance(s), which go on working; ./berth up takes them over again"
  exit 0
fi

# The control planes first: they would make again what is removed here.
compose --progress quiet --profile tools down --remove-orphans --timeout 20
if [ -n "$id" ]; then
  say "removing $(count balancer) balancer(s), $(count instance) instance(s) and their networks (installation $id)"
  remove_made_objects
fi
compose --progress quiet --profile tools down --volumes --remove-orphans
say "removed: containers, networks, volumes and data of '$COMPOSE_PROJECT_NAME'"
