#!/usr/bin/env bash
# ./berth demo: builds and pushes the sample app with the docker client, as a user would, then runs the Java demo.
set -euo pipefail
# shellcheck source=deploy/say.sh
. "$BERTH_ROOT/deploy/say.sh"
# shellcheck source=deploy/settings.sh
. "$BERTH_ROOT/deploy/settings.sh"

suite_is_healthy() { docker info >/dev/null 2>&1 && [ -n "$(compose ps --quiet console 2>/dev/null)" ] && cli_status >/dev/null 2>&1; }

# A docker client with a configuration of its own, so that no login of this user is touched.
docker_here() { DOCKER_HOST=$engine docker --config "$login" "$@" >>"$BERTH_LOGS/demo-push.log" 2>&1; }

push_sample() {
  local image="$registry/default/berth-demo:1" engine login
  engine=$(docker context inspect --format '{{.Endpoints.docker.Host}}')
  login=$(mktemp -d)
  # shellcheck disable=SC2064
  trap "rm -rf '$login'" EXIT
  say "docker build: a small web app"
  logged "$BERTH_LOGS/demo-build.log" docker build --build-arg "BASE=$BERTH_BASE" --tag "$image" "$BERTH_ROOT/deploy/demo" \
    || die "the sample app could not be built: see $BERTH_LOGS/demo-build.log."
  say "docker login and push to $registry"
  : >"$BERTH_LOGS/demo-push.log"
  if ! docker_here login --username berth --password-stdin "$registry" <<<"$token" || ! docker_here push "$image"; then
    tail -n 5 "$BERTH_LOGS/demo-push.log" >&2
    die "the push to Berth's registry failed: see $BERTH_LOGS/demo-push.log."
  fi
  say "pushed $image ($(grep -oE 'digest: sha256:[0-9a-f]{12}' "$BERTH_LOGS/demo-push.log" | tail -n 1))"
}

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
registry=127.0.0.1:$BERTH_REGISTRY_PORT
BERTH_BASE=${BERTH_BASE:-$("$BERTH_ROOT/deploy/base/base.sh")}
export BERTH_BASE
# What the demo does needs no administrator, and the token is over before the day is.
token=$(cli token create --role operator --expires 2h)

case " $* " in
  *" --clean "* | *" --help "*) ;;
  *) push_sample ;;
esac
mapfile -t urls < <(urls)
docker compose --progress quiet run --rm --no-deps -T --name "$container" "${urls[@]}" demo demo --token-stdin "$@" <<<"$token"
