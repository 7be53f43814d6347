#!/usr/bin/env bash
# ./berth restore: a backup as a new installation, on this machine or another one.
set -euo pipefail
# shellcheck source=deploy/say.sh
. "$BERTH_ROOT/deploy/say.sh"
# shellcheck source=deploy/settings.sh
. "$BERTH_ROOT/deploy/settings.sh"

usage() {
  cat <<'TEXT'
usage: ./berth restore <directory> [<backup>] [--password-file <file>]

Builds and starts a suite that has what the backup had: the newest one, or the one named by its id. There must be no suite
of this name yet (COMPOSE_PROJECT_NAME; ./berth down --volumes removes one). The suite that the backup was taken from must
not run on the same engine: the new one takes over its identity.
TEXT
}

target=
backup=
password_file=
while [ $# -gt 0 ]; do
  case "$1" in
    --password-file) password_file=${2:-} && shift || die "--password-file needs a file." ;;
    -h | --help) usage && exit ;;
    -*) usage >&2 && die "there is no option '$1'." ;;
    *) if [ -z "$target" ]; then target=$1; else backup=$1; fi ;;
  esac
  shift
done
[ -n "$target" ] || { usage >&2 && die "say which directory the backup is in."; }
target=$(realpath -m "$target")
password_file=${password_file:-$target.password}
[ -f "$target/config" ] || die "there are no backups in $target."
[ -s "$password_file" ] || die "there is no password in $password_file: name its file with --password-file."

"$BERTH_ROOT/deploy/engine.sh"
for volume in secrets-init postgres blobs; do
  ! docker volume inspect "${COMPOSE_PROJECT_NAME}_$volume" >/dev/null 2>&1 \
    || die "there is a suite '$COMPOSE_PROJECT_NAME' with data already: restore under another COMPOSE_PROJECT_NAME and other ports, or remove it with ./berth down --volumes."
done

export BERTH_RESTORE_DIRECTORY=$target BERTH_RESTORE_PASSWORD=$password_file BERTH_RESTORE_ID=$backup
export BERTH_BEFORE_START=$BERTH_ROOT/deploy/restore-data.sh
exec "$BERTH_ROOT/deploy/up.sh"
