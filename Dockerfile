# The jar comes from `make image` (or `mvn package`); the layers change as seldom as the libraries in them.
# Another base image (a mirror, or your own with a JRE 25, bash, useradd and libstdc++): --build-arg JAVA_IMAGE=…
ARG JAVA_IMAGE=eclipse-temurin:25-jre

FROM ${JAVA_IMAGE} AS layers
WORKDIR /build
COPY target/slipway.jar slipway.jar
RUN java -Djarmode=tools -jar slipway.jar extract --layers --destination layers

FROM ${JAVA_IMAGE} AS program
# Numeric, so that Kubernetes can see that it is not root; the embedded PostgreSQL refuses root in a container.
RUN groupadd --gid 65532 slipway \
 && useradd --uid 65532 --gid 65532 --no-create-home --home-dir /var/lib/slipway --shell /usr/sbin/nologin slipway \
 # the number before: a container that is told to keep it needs a name for it
 && useradd --uid 10001 --gid 65532 --no-create-home --home-dir /var/lib/slipway --shell /usr/sbin/nologin slipway-before \
 && install -d -o 65532 -g 65532 -m 0700 /var/lib/slipway
WORKDIR /opt/slipway
COPY --from=layers /build/layers/dependencies/ ./
COPY --from=layers /build/layers/spring-boot-loader/ ./
COPY --from=layers /build/layers/snapshot-dependencies/ ./
COPY --from=layers /build/layers/application/ ./

# The same flags as `make run`. Replace the variable to give the heap more room.
ENV JDK_JAVA_OPTIONS="-XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Xmx384m" \
    LANG=C.UTF-8 \
    SLIPWAY_DATA_DIR=/var/lib/slipway \
    MANAGEMENT_SERVER_ADDRESS=0.0.0.0
USER 65532:65532

# One start with a database of its own, from which the JVM learns the next ones: they take less than half the time. The cache costs
# 150 MB of the image. A build machine that cannot run it gets an image that starts more slowly.
FROM program AS trained
ENV SLIPWAY_DATA_DIR=/tmp/training
WORKDIR /tmp
RUN java -XX:AOTCacheOutput=/tmp/slipway.aot -jar /opt/slipway/slipway.jar --slipway.exit-when-ready=true \
    --server.port=0 --management.server.port=0 >/tmp/training.log 2>&1 || tail -n 5 /tmp/training.log; touch /tmp/slipway.aot

FROM program AS slipway
COPY --from=trained /tmp/slipway.aot ./
ARG JAVA_IMAGE
ARG VERSION=dev
ARG REVISION=unknown
ARG CREATED=1970-01-01T00:00:00Z
LABEL org.opencontainers.image.title="Slipway" \
      org.opencontainers.image.description="A private container registry" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.vendor="Slipway" \
      org.opencontainers.image.base.name="${JAVA_IMAGE}"
# for `docker stop`: requests that are under way end first
STOPSIGNAL SIGTERM
VOLUME /var/lib/slipway
# 5000: pages, REST and /v2/. 5001: metrics and health; publish it to your monitoring only.
EXPOSE 5000 5001
# The base image has bash but neither curl nor wget.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/5000 && printf 'GET /livez HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200'"]
# A cache that does not fit other flags in JDK_JAVA_OPTIONS is left aside.
ENTRYPOINT ["java", "-XX:AOTCache=/opt/slipway/slipway.aot", "-Xlog:aot*=error", "-jar", "/opt/slipway/slipway.jar"]

# `docker build --target builder`: the same program with what builds need, for `worker`. docs/builds.md says what its container may.
FROM ${JAVA_IMAGE} AS builder
# A container's newuidmap works by file capabilities, not by the setuid bits that it comes with.
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        buildah ca-certificates git iproute2 libcap2-bin mawk openssh-client perl-base runc slirp4netns uidmap util-linux \
 && rm -rf /var/lib/apt/lists/* \
 && chmod u-s /usr/bin/newuidmap /usr/bin/newgidmap \
 && setcap cap_setuid+ep /usr/bin/newuidmap && setcap cap_setgid+ep /usr/bin/newgidmap \
 && groupadd --gid 10002 slipway-build \
 && useradd --uid 10002 --gid 10002 --no-create-home --home-dir /var/lib/slipway --shell /usr/sbin/nologin slipway-build \
 && printf 'slipway-build:200000:65536\n' | tee /etc/subuid > /etc/subgid \
 && install -d -o 10002 -g 10002 -m 0700 /var/lib/slipway
WORKDIR /opt/slipway
COPY --from=program /opt/slipway/ ./
ENV JDK_JAVA_OPTIONS="-XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Xmx384m" \
    LANG=C.UTF-8 \
    SLIPWAY_DATA_DIR=/var/lib/slipway
ARG JAVA_IMAGE
ARG VERSION=dev
ARG REVISION=unknown
ARG CREATED=1970-01-01T00:00:00Z
LABEL org.opencontainers.image.title="Slipway builder" \
      org.opencontainers.image.description="Builds images for Slipway, a private container registry" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.vendor="Slipway" \
      org.opencontainers.image.base.name="${JAVA_IMAGE}"
USER 10002:10002
VOLUME /var/lib/slipway
ENTRYPOINT ["java", "-jar", "/opt/slipway/slipway.jar", "worker"]

# what `docker build` without a target gives
FROM slipway
