#!/usr/bin/env bash
# Looks for what would make the start fail half way, and says what to do about it.
set -euo pipefail
# shellcheck source=deploy/say.sh
. "$BERTH_ROOT/deploy/say.sh"
# shellcheck source=deploy/settings.sh
. "$BERTH_ROOT/deploy/settings.sh"

FRESH_GIB=8 # build stage, images and a first day of data
BUILT_GIB=2
MEMORY_MIB=3072

check_bind() {
  case "$BERTH_BIND" in
    127.* | ::1 | localhost) ;;
    *) [ "${BERTH_INSECURE:-}" = yes ] \
      || die "BERTH_BIND=$BERTH_BIND would send tokens over the network without TLS: put a TLS proxy before Berth and set BERTH_INSECURE=yes, or leave BERTH_BIND at 127.0.0.1." ;;
  esac
}

check_versions() {
  local api
  api=$(docker version --format '{{.Server.APIVersion}}')
  [ "$(printf '%s\n1.41\n' "$api" | sort -V | head -n 1)" = 1.41 ] \
    || die "this Docker engine speaks API $api and Berth needs 1.41: install Docker Engine 20.10 or newer."
  [ "$(docker info --format '{{.OSType}}')" = linux ] || die "the Docker engine runs Windows containers: switch it to Linux containers."
}

# Ports that this suite itself publishes already are fine.
own_ports() {
  docker ps --filter "label=com.docker.compose.project=$COMPOSE_PROJECT_NAME" --format '{{.Ports}}' \
    | grep -oE ':[0-9]+->' | tr -dc '0-9\n' | sort -u
}

check_ports() {
  local own port address setting
  own=$(own_ports || true)
  address=$(address 0)
  for setting in BERTH_REGISTRY_PORT $(services | while read -r service _; do port_setting "$service"; done); do
    port=${!setting}
    grep -qx "$port" <<<"$own" && continue
    if (exec 3<>"/dev/tcp/${address%:*}/$port") 2>/dev/null; then
      die "port $port is taken by another program: stop it, or choose another with $setting=<port> ./berth up."
    fi
  done
}

check_disk() {
  local root free need=$FRESH_GIB
  root=$(docker info --format '{{.DockerRootDir}}')
  [ -d "$root" ] || return 0
  docker image inspect "$COMPOSE_PROJECT_NAME/console" >/dev/null 2>&1 && need=$BUILT_GIB
  free=$(($(df --output=avail -k "$root" | tail -n 1) / 1024 / 1024))
  [ "$free" -ge "$need" ] || die "only $free GiB are free under $root and Berth needs $need: make room (docker system prune) and run this again."
}

check_memory() {
  local free
  free=$(awk '/MemAvailable/ { print int($2 / 1024) }' /proc/meminfo 2>/dev/null || echo "$MEMORY_MIB")
  [ "$free" -ge "$MEMORY_MIB" ] || warn "only $free MiB of memory are free; the suite takes about $MEMORY_MIB."
}

# The engine's default pools end after about thirty networks; asking for one is the only sure test.
check_address_pools() {
  local probe="$COMPOSE_PROJECT_NAME-preflight" refusal
  docker network inspect "${COMPOSE_PROJECT_NAME}_default" >/dev/null 2>&1 && return
  docker network rm "$probe" >/dev/null 2>&1 || true
  if ! refusal=$(docker network create "$probe" 2>&1); then
    die "the engine has no address range left for another network ($refusal): remove unused ones with docker network prune."
  fi
  docker network rm "$probe" >/dev/null
}

check_bind
check_versions
check_ports
check_disk
check_memory
check_address_pools
