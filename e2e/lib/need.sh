# Says in one line which programs are missing. Nothing is ever skipped for want of a client.

need_clients() {
  local missing=() pair
  for pair in docker:docker.io dockerd:docker.io containerd:containerd runc:runc skopeo:skopeo podman:podman \
    buildah:buildah newuidmap:uidmap ip:iproute2 mmdebstrap:mmdebstrap chromium:chromium curl:curl python3:python3 \
    sshd:openssh-server haproxy:haproxy git:git openssl:openssl npm:npm node:nodejs mvn:maven; do
    PATH="$PATH:/usr/sbin:/sbin" command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
  done
  # The dynamic busybox would need libraries that an image made of it alone does not have.
  if [[ ! -x /bin/busybox ]] || ldd /bin/busybox >/dev/null 2>&1; then missing+=(busybox-static); fi
  if ((${#missing[@]} > 0)); then
    echo "The end-to-end stage needs packages that are not installed: ${missing[*]}" >&2
    exit 1
  fi
  if [[ -z "${E2E_REGISTRY:-}" && ! -f "$E2E_JAR" ]]; then
    echo "The end-to-end stage needs the packaged jar: run 'mvn package' first." >&2
    exit 1
  fi
}
