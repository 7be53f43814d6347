# shellcheck shell=bash
# Settings of the launcher's scripts, from the environment and the file .env that Compose reads too.
# BERTH_ROOT is the checkout; every script works there.

cd "$BERTH_ROOT" || exit 1
if [ -f .env ]; then
  # What is set in the environment wins, as it does for Compose.
  while IFS='=' read -r name value; do
    [[ $name =~ ^(BERTH_[A-Z_]+|COMPOSE_PROJECT_NAME)$ ]] || continue
    [ -n "${!name+set}" ] || export "$name=${value//[\"\']/}"
  done <.env
fi

export COMPOSE_PROJECT_NAME=${COMPOSE_PROJECT_NAME:-berth}
export BERTH_BIND=${BERTH_BIND:-127.0.0.1}
export BERTH_REGISTRY_PORT=${BERTH_REGISTRY_PORT:-5000}
export BERTH_IMAGE_PORT=${BERTH_IMAGE_PORT:-8081}
export BERTH_NETWORK_PORT=${BERTH_NETWORK_PORT:-8082}
export BERTH_VOLUME_PORT=${BERTH_VOLUME_PORT:-8083}
export BERTH_BALANCER_PORT=${BERTH_BALANCER_PORT:-8084}
export BERTH_SCALER_PORT=${BERTH_SCALER_PORT:-8085}
export BERTH_FUNCTION_PORT=${BERTH_FUNCTION_PORT:-8086}
export BERTH_CONSOLE_PORT=${BERTH_CONSOLE_PORT:-8080}
# shellcheck disable=SC2034 # for the scripts that read this one
PORT_SETTINGS="BERTH_REGISTRY_PORT BERTH_IMAGE_PORT BERTH_NETWORK_PORT BERTH_VOLUME_PORT BERTH_BALANCER_PORT BERTH_SCALER_PORT BERTH_FUNCTION_PORT BERTH_CONSOLE_PORT"

# Builds trust the authorities that this machine trusts.
if [ -z "${BERTH_AUTHORITIES:-}" ]; then
  for bundle in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem; do
    [ -r "$bundle" ] && export BERTH_AUTHORITIES=$bundle && break
  done
fi

private_logs

compose() { docker compose "$@"; }

# The suite's own command line, quiet about containers. It reads nothing: what waits on stdin is the caller's.
cli() {
  docker image inspect "$COMPOSE_PROJECT_NAME/cli" >/dev/null 2>&1 \
    || die "the suite '$COMPOSE_PROJECT_NAME' is not built yet: run ./berth up first."
  docker compose --progress quiet run --rm --no-deps -T cli "$@" </dev/null
}

# The services with an API that this version's Compose file has, in the order of their ports inside: "image 8081" and so on.
SERVICE_PORTS="image:8081 network:8082 volume:8083 balancer:8084 scaler:8085 function:8086 console:8080"
services() {
  local here entry
  here=$(compose config --services)
  for entry in $SERVICE_PORTS; do
    ! grep -qx "${entry%:*}" <<<"$here" || echo "${entry%:*} ${entry#*:}"
  done
}

# The setting that publishes a service: image -> BERTH_IMAGE_PORT.
port_setting() { echo "BERTH_${1^^}_PORT"; }

cli_status() {
  local service port setting endpoints=
  while read -r service port; do
    setting=$(port_setting "$service")
    endpoints="${endpoints:+$endpoints,}$service=http://$service:$port|$(address "${!setting}")"
  done < <(services)
  cli status --services "$endpoints" "$@"
}

# The address that a user types for a port of this suite.
address() {
  case "$BERTH_BIND" in
    0.0.0.0 | ::) echo "127.0.0.1:$1" ;;
    *) echo "$BERTH_BIND:$1" ;;
  esac
}
