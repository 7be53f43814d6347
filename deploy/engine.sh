#!/usr/bin/env bash
# Makes sure that a Docker engine runs and that the client has Compose v2 and buildx.
# Installs what is missing on Debian and Ubuntu; elsewhere says what to install.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=deploy/say.sh
. "$here/say.sh"

PLUGINS=/usr/local/lib/docker/cli-plugins

engine_runs() { timeout 20 docker info --format '{{.ServerVersion}}' >/dev/null 2>&1; }

distribution() { (. /etc/os-release 2>/dev/null && echo "${ID:-unknown}"); }

apt_install() {
  apt_refresh_once
  logged "$BERTH_LOGS/apt-install.log" as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" \
    || die "could not install $*: see $BERTH_LOGS/apt-install.log."
}

require_apt() {
  case "$(distribution)" in
    debian | ubuntu) ;;
    *) die "$1 is missing: install Docker Engine 20.10 or newer with the Compose v2 and buildx plugins (package docker-ce docker-compose-plugin docker-buildx-plugin, or your distribution's), start it, and run this again." ;;
  esac
  can_be_root || die "$1 is missing and this user is neither root nor has sudo: run this as root once."
  apt_refresh_once
}

install_engine() {
  local packages="docker.io iptables"
  require_apt "a Docker engine"
  apt-cache show docker-cli >/dev/null 2>&1 && ! command -v docker >/dev/null && packages="$packages docker-cli"
  say "installing the distribution's Docker engine: $packages"
  # shellcheck disable=SC2086
  apt_install $packages
}

# A pid file whose process is gone, or belongs to something else by now, keeps dockerd from starting.
drop_stale_pid() {
  local pid
  for file in /var/run/docker.pid /var/run/docker/containerd/containerd.pid; do
    pid=$(as_root cat "$file" 2>/dev/null) || continue
    grep -qsE 'dockerd|containerd' "/proc/$pid/comm" || {
      say "removing $file, left by an engine that is gone"
      as_root rm -f "$file"
    }
  done
}

start_engine() {
  if [ -d /run/systemd/system ]; then
    say "starting the Docker engine (systemd)"
    as_root systemctl start docker >&2 || die "systemd could not start docker: see journalctl -u docker."
  else
    say "starting the Docker engine (dockerd; this machine has no init system; log: /var/log/dockerd.log)"
    drop_stale_pid
    pgrep -x dockerd >/dev/null || as_root sh -c 'setsid dockerd >>/var/log/dockerd.log 2>&1 </dev/null &'
  fi
  for _ in $(seq 60); do
    engine_runs && return
    sleep 1
  done
  die "the Docker engine did not answer within 60 s: see $([ -d /run/systemd/system ] && echo 'journalctl -u docker' || echo /var/log/dockerd.log)."
}

refuse_without_permission() {
  [[ $(timeout 20 docker info 2>&1) == *[Pp]'ermission denied'* ]] || return 0
  die "this user may not talk to the Docker engine: run 'sudo usermod -aG docker $(id -un)', log in again and repeat (or run this with sudo)."
}

ensure_engine() {
  command -v docker >/dev/null && {
    engine_runs && return
    refuse_without_permission
    [ -z "${DOCKER_HOST:-}" ] || die "the Docker engine at DOCKER_HOST=$DOCKER_HOST does not answer: start it or unset DOCKER_HOST."
  }
  { command -v dockerd && command -v docker; } >/dev/null || install_engine
  start_engine
}

check_driver() {
  local driver
  driver=$(docker info --format '{{.Driver}}')
  case "$driver" in
    vfs | devicemapper | aufs) die "the Docker engine stores images with '$driver', which needs many times the disk: set \"storage-driver\": \"overlay2\" in /etc/docker/daemon.json and restart it." ;;
  esac
}

compose_works() { docker compose version --short 2>/dev/null | grep -qE '^v?([2-9]|[1-9][0-9])\.'; }
buildx_works() { docker buildx version >/dev/null 2>&1; }

# Debian 12 has no Compose v2; Debian 13's is a static binary that runs there. It comes from the machine's own mirror.
plugins_from_trixie() {
  local work mirror keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  # shellcheck disable=SC2016
  mirror=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(ORIGIN) $(COMPONENT)' 'Created-By: Packages' \
    | awk '$2 == "bookworm" && $3 == "Debian" && $4 == "main" { print $1; exit }')
  [ -n "$mirror" ] || die "no Debian mirror among this machine's package sources: install Docker Compose v2 and buildx by hand."
  say "installing Compose v2 and buildx for the docker client (Debian 13's docker-compose and docker-buildx)"
  work=$(mktemp -d)
  chmod 755 "$work"
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/parts"
  echo "deb [signed-by=$keyring] $mirror trixie main" >"$work/sources.list"
  (
    cd "$work"
    # shellcheck disable=SC2317 # called by logged
    apt_there() {
      apt-get -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts="$work/parts" \
        -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" -o APT::Sandbox::User=root "$@"
    }
    logged "$BERTH_LOGS/plugins.log" apt_there update \
      && logged "$BERTH_LOGS/plugins.log" apt_there download docker-compose docker-buildx \
      && for package in *.deb; do dpkg -x "$package" files; done
  ) || die "could not fetch Compose v2: see $BERTH_LOGS/plugins.log, or install Docker Compose v2 and buildx by hand."
  as_root mkdir -p "$PLUGINS"
  as_root cp "$work"/files/usr/libexec/docker/cli-plugins/* "$PLUGINS/"
  rm -rf "$work"
}

ensure_plugins() {
  compose_works && buildx_works && return
  require_apt "Compose v2 or buildx"
  if [ "$(distribution)" = debian ] && [[ $(apt-cache policy docker-compose) == *'Candidate: 1.'* ]]; then
    plugins_from_trixie
  elif [ "$(distribution)" = ubuntu ]; then
    say "installing docker-compose-v2 and docker-buildx"
    apt_install docker-compose-v2 docker-buildx
  else
    say "installing docker-compose and docker-buildx"
    apt_install docker-compose docker-buildx
  fi
  { compose_works && buildx_works; } || die "Compose v2 or buildx still does not work: install both plugins by hand and run this again."
}

private_logs
ensure_engine
check_driver
ensure_plugins
