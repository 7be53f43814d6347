# shellcheck shell=bash
# What backup.sh and restore.sh share: the directory of backups, its password, and the container that works on it.

# vault DIRECTORY PASSWORD-FILE: takes the directory for this process alone.
vault() {
  directory=$(realpath "$1")
  password=$(realpath "$2")
  exec 8<"$directory"
  flock --nonblock 8 || die "another backup or restore works on $directory: wait until it has ended."
}

# In the container's own log there is nothing; what it says goes to stderr, ids to stdout.
in_vault() {
  docker compose --progress quiet run --rm --no-deps -T --name "$container" \
    -v "$directory:/backup" -v "$password:/run/berth/password:ro" backup "$@" </dev/null
}

container=$COMPOSE_PROJECT_NAME-backup-$$

remove_container() { docker rm --force "$container" >/dev/null 2>&1 || true; }
