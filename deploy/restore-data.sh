#!/usr/bin/env bash
# Between build and start of a suite that is restored: fills its volumes. Called by up.sh for restore.sh.
set -euo pipefail
# shellcheck source=deploy/say.sh
. "$BERTH_ROOT/deploy/say.sh"
# shellcheck source=deploy/settings.sh
. "$BERTH_ROOT/deploy/settings.sh"
# shellcheck source=deploy/vault.sh
. "$BERTH_ROOT/deploy/vault.sh"

begin_again() {
  warn "the restore did not end: remove what there is with ./berth down --volumes and run it again"
  exit 1
}

vault "$BERTH_RESTORE_DIRECTORY" "$BERTH_RESTORE_PASSWORD"
trap remove_container EXIT
trap begin_again INT TERM
say "restoring from $directory"
in_vault restore-files "$BERTH_RESTORE_ID" || begin_again
# init finds the secrets, keeps them and hands them out; PostgreSQL makes empty databases with the same passwords.
logged "$BERTH_LOGS/restore-$COMPOSE_PROJECT_NAME.log" compose --progress plain up --wait --wait-timeout 120 --detach postgres || begin_again
in_vault restore-databases "$BERTH_RESTORE_ID" || begin_again
