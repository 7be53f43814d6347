#!/usr/bin/env bash
# Prints the image that everything is built from: debian:trixie-slim, or, where no registry can be reached,
# a stand-in that debootstrap makes from this machine's own Debian mirror under a name of Berth's.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=deploy/say.sh
. "$here/../say.sh"

UPSTREAM=debian:trixie-slim
STAND_IN=berth/base:trixie
REACH_SECONDS=${BERTH_REGISTRY_TIMEOUT:-6}
BUNDLE=${BERTH_CA_BUNDLE:-/etc/ssl/certs/ca-certificates.crt}

have() { docker image inspect "$1" >/dev/null 2>&1; }

# A registry is in reach when the engine starts pulling within seconds; a slow download may then take its time.
pull_upstream() {
  local log="$BERTH_LOGS/pull.log" pull
  docker pull "$UPSTREAM" >"$log" 2>&1 </dev/null &
  pull=$!
  trap 'kill $pull 2>/dev/null' EXIT
  for _ in $(seq $((REACH_SECONDS * 5))); do
    kill -0 "$pull" 2>/dev/null || break
    grep -q 'Pulling from' "$log" && break
    sleep 0.2
  done
  if kill -0 "$pull" 2>/dev/null && ! grep -q 'Pulling from' "$log"; then
    kill "$pull"
    wait "$pull" 2>/dev/null || true
    trap - EXIT
    return 1
  fi
  trap - EXIT
  wait "$pull"
}

bundle_mark() { { sha256sum "$BUNDLE" 2>/dev/null || echo none; } | cut -c1-16; }

stand_in_is_current() {
  [ "$(docker image inspect --format '{{index .Config.Labels "io.berth.base.authorities"}}' "$STAND_IN" 2>/dev/null)" = "$(bundle_mark)" ]
}

# The machine's own mirror of a suite's kind (main archive or security), so that no address is written here.
mirror_of() {
  command -v apt-get >/dev/null || return 0
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(ORIGIN) $(COMPONENT) $(CODENAME) $(REPO_URI)' 'Created-By: Packages' \
    | awk -v kind="$1" '$1 == "Debian" && $2 == "main" && ($3 ~ /-security$/) == (kind == "security") { print $4; exit }'
}

ensure_debootstrap() {
  command -v debootstrap >/dev/null && return
  command -v apt-get >/dev/null \
    || die "no registry is in reach (docker pull $UPSTREAM) and this is not Debian or Ubuntu: make $UPSTREAM available to the engine (docker load, a mirror) and run this again."
  say "installing debootstrap"
  logged "$BERTH_LOGS/debootstrap-install.log" as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends debootstrap debian-archive-keyring \
    || die "could not install debootstrap: see $BERTH_LOGS/debootstrap-install.log."
}

make_stand_in() {
  local root main security
  can_be_root || die "no registry is in reach and making a base image needs root or sudo: run this as root once."
  ! command -v apt-get >/dev/null || apt_refresh_once
  ensure_debootstrap
  main=$(mirror_of main)
  security=$(mirror_of security)
  root=$(mktemp -d /var/tmp/berth-base.XXXXXX)
  # shellcheck disable=SC2064
  trap "as_root rm -rf --one-file-system '$root'" EXIT
  say "no registry in reach: making $STAND_IN with debootstrap (about half a minute)"
  # shellcheck disable=SC2086
  logged "$BERTH_LOGS/debootstrap.log" as_root debootstrap --variant=minbase --include=ca-certificates \
    --keyring=/usr/share/keyrings/debian-archive-keyring.gpg trixie "$root" $main \
    || die "debootstrap failed: see $BERTH_LOGS/debootstrap.log."
  {
    cat "$root/etc/apt/sources.list"
    [ -z "$main" ] || echo "deb $main trixie-updates main"
    [ -z "$security" ] || echo "deb $security trixie-security main"
  } | as_root sh -c "cat >'$root/etc/apt/sources.list.new' && mv '$root/etc/apt/sources.list.new' '$root/etc/apt/sources.list'"
  as_root cp "$here/trust" "$root/usr/local/bin/trust"
  if [ -s "$BUNDLE" ]; then
    as_root cp "$BUNDLE" "$root/tmp/authorities.pem"
    logged "$BERTH_LOGS/trust.log" as_root chroot "$root" /usr/local/bin/trust /tmp/authorities.pem \
      || die "could not make the base image trust this machine's certificate authorities: see $BERTH_LOGS/trust.log."
  fi
  as_root sh -c "rm -rf '$root'/tmp/* '$root'/usr/local/bin/trust '$root'/var/cache/apt/archives/*.deb '$root'/var/lib/apt/lists/*
    find '$root'/usr/share/doc '$root'/usr/share/man '$root'/usr/share/locale ! -type d -delete"
  # Like Debian's own image: small layers, no services started by packages.
  as_root sh -c "printf '#!/bin/sh\nexit 101\n' >'$root/usr/sbin/policy-rc.d' && chmod 755 '$root/usr/sbin/policy-rc.d'
    printf 'APT::Install-Recommends \"false\";\nDpkg::Use-Pty \"0\";\n' >'$root/etc/apt/apt.conf.d/90berth'
    printf 'path-exclude /usr/share/doc/*\npath-exclude /usr/share/man/*\npath-exclude /usr/share/locale/*\n' >'$root/etc/dpkg/dpkg.cfg.d/90berth'"
  as_root tar -C "$root" --numeric-owner --one-file-system -c . \
    | docker import --change 'CMD ["bash"]' --change "LABEL io.berth.base.authorities=$(bundle_mark)" - "$STAND_IN" >/dev/null \
    || die "docker import of the base image failed: is there disk left?"
}

private_logs
if have "$UPSTREAM"; then
  echo "$UPSTREAM"
elif stand_in_is_current; then
  echo "$STAND_IN"
elif pull_upstream; then
  say "pulled $UPSTREAM"
  echo "$UPSTREAM"
else
  make_stand_in
  echo "$STAND_IN"
fi
