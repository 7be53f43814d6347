# shellcheck shell=bash
# Maven for the launcher's scripts: on a JDK of this machine, else in the build stage's image.

LEAST_JDK=21

jdk_release() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null; }

# The newest JDK that will do: JAVA_HOME if it is one, else the best under /usr/lib/jvm.
find_jdk() {
  local home release best=0 found=
  for home in ${JAVA_HOME:+"$JAVA_HOME"} /usr/lib/jvm/*/; do
    home=${home%/}
    [ -x "$home/bin/javac" ] || continue
    release=$(jdk_release "$home")
    [ "${release:-0}" -ge "$LEAST_JDK" ] || continue
    [ "$home" != "${JAVA_HOME:-}" ] || { echo "$home" && return; }
    [ "$release" -le "$best" ] || { best=$release && found=$home; }
  done
  echo "$found"
}

# Maven on this machine, or in the build stage's image with this checkout and the engine's socket at their own paths, and with the
# host's processes: the end-to-end tests kill some. PostgreSQL refuses to be root: the tests' one is started in a user namespace,
# which takes the capability.
maven() {
  if [ -n "$jdk" ] && command -v mvn >/dev/null; then
    JAVA_HOME=$jdk mvn -B -ntp "$@"
    return
  fi
  docker run --rm --network host --pid host --cap-add SYS_ADMIN --env-file <(env | grep -E '^(BERTH_|COMPOSE_)' || true) \
    -v "$BERTH_ROOT:$BERTH_ROOT" -w "$BERTH_ROOT" -v berth-test-m2:/root/.m2 -v "${BERTH_DOCKER_SOCKET:-/var/run/docker.sock}:/var/run/docker.sock" \
    berth/test-toolchain mvn -B -ntp "$@"
}

prepare_toolchain() {
  # As the tests find it.
  engine_socket=/var/run/docker.sock
  jdk=$(find_jdk)
  if [ -n "$jdk" ] && command -v mvn >/dev/null; then
    say "Maven runs on $jdk"
    engine_socket=${BERTH_DOCKER_SOCKET:-$engine_socket}
    return
  fi
  say "no JDK $LEAST_JDK with Maven on this machine: Maven runs in the build stage's image"
  "$BERTH_ROOT/deploy/engine.sh"
  DOCKER_BUILDKIT=1 docker build --target test-toolchain --tag berth/test-toolchain \
    --build-arg "BASE=$("$BERTH_ROOT/deploy/base/base.sh")" \
    --secret "id=authorities,src=${BERTH_AUTHORITIES:-deploy/base/no-extra-authorities.pem}" "$BERTH_ROOT" >&2 \
    || die "the build stage's image could not be built: see above."
}
