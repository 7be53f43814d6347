#!/usr/bin/env bash
# ./berth test [all]: the build with its tests (no Docker needed), then the end-to-end tests on a suite of their own; with
# 'all' also those that take minutes each: older copies of volumes, backup and restore, a jumping clock, a restarted engine, a long storm.
set -euo pipefail
# shellcheck source=deploy/say.sh
. "$BERTH_ROOT/deploy/say.sh"
# shellcheck source=deploy/settings.sh
. "$BERTH_ROOT/deploy/settings.sh"
# shellcheck source=deploy/toolchain.sh
. "$BERTH_ROOT/deploy/toolchain.sh"

more=()
case "$*" in
  '') ;;
  all) more=(-Dberth.e2e.without=none -Dberth.e2e.storm=PT5M) ;;
  *) die "'test' takes no arguments but 'all'." ;;
esac

# The user's own suite, with ids and start times, and what it made: must be the same afterwards. Instances of groups are
# not looked at: they come and go with the user's own load.
default_suite() {
  docker ps --all --quiet --no-trunc --filter "label=com.docker.compose.project=$1" --filter "label=com.docker.compose.oneoff=False" \
    | xargs -r docker inspect --format '{{.Id}} {{.State.StartedAt}} {{.RestartCount}} {{.State.Running}}' | sort
  docker network ls --quiet --no-trunc --filter "label=com.docker.compose.project=$1" | sort
  docker volume ls --quiet --filter "label=com.docker.compose.project=$1" | sort
  made_by_berth
}

# Balancers, networks and volumes of every installation on this engine.
made_by_berth() {
  docker ps --all --quiet --no-trunc --filter label=io.berth.installation --filter label=io.berth.kind=balancer \
    | xargs -r docker inspect --format '{{.Id}} {{.State.StartedAt}} {{.State.Running}}' | sort
  docker network ls --quiet --no-trunc --filter label=io.berth.installation | sort
  docker volume ls --quiet --filter label=io.berth.installation | sort
}

# './berth down --volumes' leaves nothing that carries the installation's label.
nothing_is_left() {
  local mine="label=io.berth.installation=$1" left
  left=$(docker ps --all --quiet --filter "$mine"; docker network ls --quiet --filter "$mine"; docker volume ls --quiet --filter "$mine")
  [ -z "$left" ] || die "the tests' suite left objects with its label: $(tr '\n' ' ' <<<"$left")"
}

# Whether a test may restart the engine: one that deploy/engine.sh starts, on which nothing of anybody else runs.
engine_is_ours() {
  [ ! -d /run/systemd/system ] && [ -r /var/run/docker.pid ] && [ -z "$(docker ps --quiet)" ]
}

end_to_end() {
  local users=$COMPOSE_PROJECT_NAME before started
  clean_up
  before=$(default_suite "$users")
  export COMPOSE_PROJECT_NAME=berth-e2e
  export BERTH_BIND=127.0.0.1
  for setting in $PORT_SETTINGS; do export "$setting=$((${!setting} + 10000))"; done
  trap finish EXIT
  trap 'exit 130' INT TERM
  if engine_is_ours; then export BERTH_E2E_ENGINE=ours; fi
  started=$(date +%s)
  "$BERTH_ROOT/berth" up >&2
  say "the tests' suite was up after $(($(date +%s) - started)) s; memory of its containers:"
  docker stats --no-stream --format '       {{.Name}}  {{.MemUsage}}' | grep "^ *$COMPOSE_PROJECT_NAME-" >&2 || true
  tell_the_tests
  say "the engine's adapter and the packet filter on this engine"
  maven -pl platform/engine,platform/firewall -am test -Dquick -Dspotless.check.skip=true \
    -Dtest=DockerEngineContractTest,FirewallOnEngineTest -Dsurefire.failIfNoSpecifiedTests=false \
    -Dberth.contract.socket="$engine_socket" -Dberth.contract.image="$BERTH_E2E_BASE" \
    -Dberth.contract.firewall="$COMPOSE_PROJECT_NAME/firewall" || die "the tests on the engine failed: see above."
  say "end-to-end tests"
  # The modules that the tests need come from this build, their unit tests do not run again.
  maven -pl qa/e2e -am verify -Pe2e -DskipITs=false -Dquick -Dspotless.check.skip=true \
    -Dtest=NoUnitTest -Dsurefire.failIfNoSpecifiedTests=false "${more[@]}" || die "end-to-end tests failed: see above."
  clean_up
  nothing_is_left "$BERTH_E2E_INSTALLATION"
  trap - EXIT
  [ "$before" = "$(default_suite "$users")" ] || die "the end-to-end tests changed the suite '$users', which they must leave alone."
  if [ -n "$before" ]; then say "the suite '$users' is as it was before"; else say "there was no suite '$users' that the tests could have touched"; fi
}

tell_the_tests() {
  export BERTH_E2E=yes
  BERTH_E2E_TOKEN=$(cli token)
  BERTH_E2E_INSTALLATION=$(cli token installation)
  BERTH_E2E_VIEWER_TOKEN=$(cli token create --role viewer --expires 12h)
  BERTH_E2E_OTHER_TOKEN=$(cli token create --role operator --project other --expires 12h)
  export BERTH_E2E_TOKEN BERTH_E2E_INSTALLATION BERTH_E2E_VIEWER_TOKEN BERTH_E2E_OTHER_TOKEN
  export BERTH_E2E_PROJECT=$COMPOSE_PROJECT_NAME
  export BERTH_E2E_REGISTRY=127.0.0.1:$BERTH_REGISTRY_PORT
  export BERTH_E2E_IMAGE_URL=http://127.0.0.1:$BERTH_IMAGE_PORT
  export BERTH_E2E_NETWORK_URL=http://127.0.0.1:$BERTH_NETWORK_PORT
  export BERTH_E2E_VOLUME_URL=http://127.0.0.1:$BERTH_VOLUME_PORT
  export BERTH_E2E_BALANCER_URL=http://127.0.0.1:$BERTH_BALANCER_PORT
  export BERTH_E2E_SCALER_URL=http://127.0.0.1:$BERTH_SCALER_PORT
  export BERTH_E2E_FUNCTION_URL=http://127.0.0.1:$BERTH_FUNCTION_PORT
  export BERTH_E2E_CONSOLE_URL=http://127.0.0.1:$BERTH_CONSOLE_PORT
  BERTH_E2E_BASE=$("$BERTH_ROOT/deploy/base/base.sh")
  export BERTH_E2E_BASE
}

clean_up() {
  docker ps --all --quiet --filter label=com.docker.compose.project=berth-e2e | grep -q . \
    || docker volume ls --quiet --filter label=com.docker.compose.project=berth-e2e | grep -q . || return 0
  COMPOSE_PROJECT_NAME=berth-e2e "$BERTH_ROOT/berth" down --volumes >&2
}

finish() {
  local status=$?
  trap - EXIT
  clean_up
  exit "$status"
}

prepare_toolchain
say "building and testing (format, Error Prone, unit, component, contract, architecture)"
maven verify || die "the build or its tests failed: see above."
say "end-to-end tests on a suite of their own"
"$BERTH_ROOT/deploy/engine.sh"
end_to_end
say "all tests passed"
