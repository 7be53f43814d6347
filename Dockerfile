# Everything of Berth that is Java, from one build: the services, the command line and the Kafka broker.
# Written for engine 20.10's built-in frontend: no heredocs, no syntax line (which would need a registry).
ARG BASE=debian:trixie-slim

# ---- What builds: Maven and a JDK, trusting the certificate authorities that the host adds (secret "authorities").
FROM ${BASE} AS toolchain
COPY deploy/base/trust /usr/local/bin/trust
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt,sharing=locked \
    --mount=type=secret,id=authorities \
    apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ca-certificates \
    && { [ ! -s /run/secrets/authorities ] || trust /run/secrets/authorities; } \
    && mkdir -p /usr/share/man/man1 \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends openjdk-25-jdk-headless maven binutils \
    && ln -s /usr/lib/jvm/java-25-openjdk-* /usr/lib/jvm/berth
ENV JAVA_HOME=/usr/lib/jvm/berth LANG=C.UTF-8 MAVEN_OPTS=--sun-misc-unsafe-memory-access=allow
WORKDIR /src

# ---- What tests where the host has no JDK: the same with a docker client.
FROM toolchain AS test-toolchain
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt,sharing=locked \
    apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends docker-cli docker-buildx docker-compose procps git curl jq zip

# ---- The Java run time: only the modules that the services, Kafka and the command line use.
FROM toolchain AS jlink
# The last command makes the archive of classes for compact object headers, which jlink leaves out.
RUN jlink --output /opt/java --strip-java-debug-attributes --no-header-files --no-man-pages --generate-cds-archive \
    --add-modules java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.prefs,java.rmi,java.scripting,java.security.jgss,java.security.sasl,java.sql,java.sql.rowset,java.transaction.xa,java.xml,java.xml.crypto,jdk.crypto.cryptoki,jdk.jcmd,jdk.jfr,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs \
    && /opt/java/bin/java -XX:+UseCompactObjectHeaders -Xshare:dump

FROM ${BASE} AS java
COPY --from=jlink /opt/java /opt/java
ENV PATH=/opt/java/bin:$PATH LANG=C.UTF-8
RUN groupadd --gid 1001 berth \
    && useradd --uid 1001 --gid 1001 --home-dir /tmp --no-create-home berth \
    && install -d -o berth -g berth -m 0700 /run/berth /run/berth/secrets /var/lib/berth

# ---- One Maven run for all modules.
FROM toolchain AS build
COPY pom.xml ./
COPY .mvn .mvn
COPY qa qa
COPY contracts contracts
COPY platform platform
COPY image-service image-service
COPY network-service network-service
COPY volume-service volume-service
COPY balancer-service balancer-service
COPY scaler-service scaler-service
COPY function-service function-service
COPY console console
COPY cli cli
ARG MODULES=image-service,network-service,volume-service,balancer-service,scaler-service,function-service,console,cli
RUN --mount=type=cache,target=/root/.m2,sharing=locked \
    mvn -B -q -ntp -pl "$MODULES" -am package -Dquick -Dmaven.test.skip=true -Dspotless.check.skip=true
# Services share most of their libraries: one layer holds them once, on disk and in the page cache.
COPY deploy/images/service/gather /usr/local/bin/gather
RUN gather /src /out

# ---- The services.
FROM java AS service
COPY deploy/images/service/healthy deploy/images/service/run /opt/berth/
COPY --from=build /out/lib /opt/berth/lib
COPY --from=build /out/own /opt/berth/lib
USER 1001:1001
ENTRYPOINT ["/opt/berth/run"]

FROM service AS image
USER 0:0
# Docker's own client makes the builds: they run on the engine, nothing is built in this container.
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt,sharing=locked \
    apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends docker-cli docker-buildx \
    && install -d -o berth -g berth -m 0700 /var/lib/berth/blobs
USER 1001:1001
COPY --from=build /out/image-service /opt/berth
EXPOSE 8081
HEALTHCHECK --interval=5s --timeout=5s --retries=6 --start-period=180s CMD ["/opt/berth/healthy", "8081"]

FROM service AS network
COPY --from=build /out/network-service /opt/berth
EXPOSE 8082
HEALTHCHECK --interval=5s --timeout=5s --retries=6 --start-period=180s CMD ["/opt/berth/healthy", "8082"]

FROM service AS volume
COPY --from=build /out/volume-service /opt/berth
EXPOSE 8083
HEALTHCHECK --interval=5s --timeout=5s --retries=6 --start-period=180s CMD ["/opt/berth/healthy", "8083"]

FROM service AS balancer
USER 0:0
# HAProxy's master runs as root without the right to ignore permissions: the group lets it in.
RUN install -d -o berth -g berth -m 0775 /run/berth/proxy && chmod 0755 /run/berth
USER 1001:1001
COPY --from=build /out/balancer-service /opt/berth
EXPOSE 8084
HEALTHCHECK --interval=5s --timeout=5s --retries=6 --start-period=180s CMD ["/opt/berth/healthy", "8084"]

FROM service AS scaler
COPY --from=build /out/scaler-service /opt/berth
EXPOSE 8085
HEALTHCHECK --interval=5s --timeout=5s --retries=6 --start-period=180s CMD ["/opt/berth/healthy", "8085"]

FROM service AS function
COPY --from=build /out/function-service /opt/berth
EXPOSE 8086
HEALTHCHECK --interval=5s --timeout=5s --retries=6 --start-period=180s CMD ["/opt/berth/healthy", "8086"]

FROM service AS console
COPY --from=build /out/console /opt/berth
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=5s --retries=6 --start-period=180s CMD ["/opt/berth/healthy", "8080"]

# ---- The command line; also the one-shot services init and topics.
FROM java AS cli
# A new volume takes over the owner of the directory that it covers, so that nothing here needs root.
RUN install -d -o berth -g berth -m 0700 /run/berth/init /run/berth/handouts \
    && for consumer in postgres kafka topics image network volume balancer scaler function console; do \
         install -d -o berth -g berth -m 0700 "/run/berth/handouts/$consumer"; done
COPY --from=build /src/cli/target/lib /opt/berth/lib
COPY --from=build /src/cli/target/berth-cli-*.jar /opt/berth/berth-cli.jar
USER 1001:1001
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-jar", "/opt/berth/berth-cli.jar"]

# ---- Kafka's broker from Maven Central's jars.
FROM toolchain AS kafka-jars
COPY deploy/images/kafka/pom.xml ./
RUN --mount=type=cache,target=/root/.m2,sharing=locked \
    mvn -B -q -ntp dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=/opt/kafka/lib

FROM java AS kafka
RUN install -d -o berth -g berth -m 0700 /var/lib/berth/kafka
COPY --from=kafka-jars /opt/kafka/lib /opt/kafka/lib
COPY deploy/images/kafka/run deploy/images/kafka/healthy deploy/images/kafka/server.properties deploy/images/kafka/logging.properties /opt/kafka/
USER 1001:1001
EXPOSE 9092
HEALTHCHECK --interval=3s --timeout=5s --retries=20 --start-period=40s CMD ["/opt/kafka/healthy"]
ENTRYPOINT ["/opt/kafka/run"]
