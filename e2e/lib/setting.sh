# What the run and its cases share: addresses, folders, the account. Cases get all of it through the environment.

export E2E_OUT="$E2E_DIR/out"
export E2E_JAR="${E2E_JAR:-$E2E_DIR/../target/slipway.jar}"
export E2E_USER="${E2E_USER:-admin}"
export E2E_PASSWORD="${E2E_PASSWORD:-correct-horse-battery-staple}"
export LC_ALL=C.UTF-8

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

make_work_folder() {
  E2E_WORK="$(mktemp -d "${TMPDIR:-/tmp}/slipway-e2e.XXXXXX")"
  chmod 755 "$E2E_WORK"
  export E2E_WORK
  mkdir -p "$E2E_OUT" "$E2E_WORK"/tmp
  export TMPDIR="$E2E_WORK/tmp"
  export E2E_GIVEN_REGISTRY="${E2E_REGISTRY:-}"
  export E2E_REGISTRY="${E2E_REGISTRY:-127.0.0.1:$(free_port)}"
  export E2E_BASE="http://$E2E_REGISTRY"
}

# Every client reads and writes below the temporary folder only.
isolate_clients() {
  mkdir -p "$E2E_WORK"/{bin,home/.config/containers,containers,run-containers}
  export E2E_REAL_HOME="$HOME" HOME="$E2E_WORK/home"
  export DOCKER_HOST="unix://$E2E_WORK/docker.sock" DOCKER_CONFIG="$HOME/.docker"
  export REGISTRY_AUTH_FILE="$HOME/auth.json"
  mkdir -p /var/lib/containers /run/containers
  mount --bind "$E2E_WORK/containers" /var/lib/containers
  mount --bind "$E2E_WORK/run-containers" /run/containers
  # The packaged client comes first: another one may be installed beside it.
  if [[ -x /usr/bin/docker ]]; then ln -s /usr/bin/docker "$E2E_WORK/bin/docker"; fi
  export PATH="$E2E_WORK/bin:$PATH:/usr/sbin:/sbin"
  cat >"$HOME/.config/containers/registries.conf" <<EOF
[[registry]]
prefix = "${E2E_REGISTRY%:*}"
location = "${E2E_REGISTRY%:*}"
insecure = true
EOF
}
