#!/usr/bin/env bash
# ./berth bench <what>: measures on this machine and prints what it saw. Nothing is asserted.
set -euo pipefail
# shellcheck source=deploy/say.sh
. "$BERTH_ROOT/deploy/say.sh"
# shellcheck source=deploy/settings.sh
. "$BERTH_ROOT/deploy/settings.sh"
# shellcheck source=deploy/toolchain.sh
. "$BERTH_ROOT/deploy/toolchain.sh"

case "${1:-}" in
  outbox)
    prepare_toolchain
    say "facts per second and from commit to consumer, on an embedded PostgreSQL and Kafka"
    log="$BERTH_LOGS/bench-outbox.log"
    maven -pl platform/outbox -am test -Dtest='*Bench' -Dsurefire.failIfNoSpecifiedTests=false >"$log" 2>&1 </dev/null \
      || die "the bench failed: see $log."
    grep -ah '^bench outbox: ' "$log" | sed 's/^bench outbox: //'
    ;;
  balancer) exec "$BERTH_ROOT/deploy/bench-balancer.sh" ;;
  *) die "there is no bench '${1:-}'; there are: outbox, balancer." ;;
esac
