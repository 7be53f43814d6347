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

# The installation's id is kept in the secrets. Any image of Berth's or Debian's has the shell that reads it.
from_secrets() {
  local image
  for image in $(docker image ls --filter dangling=false --format '{{.Repository}}:{{.Tag}}' \
    | grep -E "^($COMPOSE_PROJECT_NAME/[a-z-]+|berth/[a-z-]+|debian|busybox|alpine):"); do
    # An empty volume is one whose suite never got to make anything.
    docker run --rm --pull never --network none --entrypoint sh -v "$SECRETS:/secrets:ro" "$image" \
      -c 'found=$(ls -A /secrets) || exit 1; if [ -z "$found" ]; then echo none; else cat /secrets/berth.installation; fi' 2>/dev/null && return
  done
}

# The balancers of this suite mount its volume, and what Berth makes carries the id as a label.
from_labels() {
  docker ps --all --filter "volume=${COMPOSE_PROJECT_NAME}_proxy" --filter label=io.berth.installation \
    --format '{{.Label "io.berth.installation"}}' | sort -u | head -n 1
}

# What carries the label has the last word: secrets that are gone, or were not read, must not leave balancers behind.
installation() {
  local secret=none label
  ! docker volume inspect "$SECRETS" >/dev/null 2>&1 || secret=$(from_secrets || true)
  label=$(from_labels)
  if [ -z "$secret" ] || [ "$secret" = none ]; then echo "${label:-$secret}"; else echo "$secret"; fi
}

id=$(installation)
if [ -z "$id" ] && [ "$volumes" = yes ]; then
  die "cannot read which installation the volume $SECRETS belongs to, so its balancers and instances would stay behind: run ./berth up (it builds the image that reads it) and then this again."
fi
[ "$id" != none ] || id=
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

# Packet filter rules are the host's, not the engine's. Services name their tables after the installation.
remove_rules() {
  local image="$COMPOSE_PROJECT_NAME/firewall"
  docker image inspect "$image" >/dev/null 2>&1 || return 0
  docker run --rm --pull never --network host --cap-drop ALL --cap-add NET_ADMIN --security-opt no-new-privileges --read-only \
    "$image" clear "$id" >&2 || say "packet filter tables named berth_$id… are left: 'nft list tables' shows them"
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
  remove_rules
fi
compose --progress quiet --profile tools down --volumes --remove-orphans
say "removed: containers, networks, volumes and data of '$COMPOSE_PROJECT_NAME'"
