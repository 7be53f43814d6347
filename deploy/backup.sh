#!/usr/bin/env bash
# ./berth backup: what the suite keeps, into a restic repository in a directory of the user's.
set -euo pipefail
# shellcheck source=deploy/say.sh
. "$BERTH_ROOT/deploy/say.sh"
# shellcheck source=deploy/settings.sh
. "$BERTH_ROOT/deploy/settings.sh"
# shellcheck source=deploy/vault.sh
. "$BERTH_ROOT/deploy/vault.sh"

usage() {
  cat <<'TEXT'
usage: ./berth backup <directory> [--keep <n>] [--password-file <file>]
       ./berth backup <directory> --list | --check

Takes a backup while the suite runs and prints its id. The directory is made if it is not there, and may be used again
and again: what did not change is stored once. The password is read from <directory>.password, which is made at the first
time: keep a copy elsewhere, for nothing can be restored without it.

  --keep <n>              forget all but the newest n backups afterwards
  --list                  ids of the backups, oldest first
  --check                 read everything and verify it
  --password-file <file>  a file with the password
TEXT
}

target=
password_file=
keep=
task=take
while [ $# -gt 0 ]; do
  case "$1" in
    --list) task=list ;;
    --check) task=check ;;
    --keep) keep=${2:-} && shift || die "--keep needs a number." ;;
    --password-file) password_file=${2:-} && shift || die "--password-file needs a file." ;;
    -h | --help) usage && exit ;;
    -*) usage >&2 && die "there is no option '$1'." ;;
    *) target=$1 ;;
  esac
  shift
done
[ -n "$target" ] || { usage >&2 && die "say which directory the backup goes into."; }
[ -z "$keep" ] || [[ $keep =~ ^[1-9][0-9]*$ ]] || die "--keep needs a number from 1 on."
target=$(realpath -m "$target")
password_file=${password_file:-$target.password}
docker image inspect "$COMPOSE_PROJECT_NAME/backup" >/dev/null 2>&1 \
  || die "the suite '$COMPOSE_PROJECT_NAME' is not built yet: run ./berth up first."

prepare() {
  umask 077
  mkdir -p "$target"
  if [ ! -s "$password_file" ]; then
    [ -z "$(ls -A "$target")" ] || die "there is no password in $password_file for the backups in $target."
    head -c 32 /dev/urandom | base64 >"$password_file"
    warn "the password of these backups is in $password_file: keep a copy elsewhere, nothing can be restored without it"
  fi
}

take() {
  [ -n "$(compose ps --quiet --status running postgres)" ] || die "the suite '$COMPOSE_PROJECT_NAME' does not run: a backup needs its database; run ./berth up."
  say "backup of '$COMPOSE_PROJECT_NAME' into $directory"
  id=$(in_vault take "$COMPOSE_PROJECT_NAME") || die "the backup failed: the lines above say why; what is in $directory already stays as it was."
  say "backup $id is complete"
  echo "$id"
  [ -z "$keep" ] || in_vault keep "$keep"
}

if [ "$task" = take ]; then prepare; fi
[ -d "$target" ] || die "there is no directory $target."
[ -s "$password_file" ] || die "there is no password in $password_file: name its file with --password-file."
vault "$target" "$password_file"
trap remove_container EXIT
trap 'warn "interrupted; the unfinished backup is not offered, the others stay"; exit 130' INT TERM
case "$task" in
  take) take ;;
  list) in_vault list ;;
  check) in_vault check && say "everything in $directory can be read and is what was stored" ;;
esac
