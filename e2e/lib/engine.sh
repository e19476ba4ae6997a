# A container engine of our own: own data, own socket, own bridge, and no firewall rules, so nothing is left behind.

E2E_BRIDGE=slipway-e2e

start_engine() {
  ip link delete "$E2E_BRIDGE" 2>/dev/null || true
  ip link add "$E2E_BRIDGE" type bridge
  ip address add 172.29.0.1/24 dev "$E2E_BRIDGE"
  ip link set "$E2E_BRIDGE" up
  dockerd --host "$DOCKER_HOST" --data-root "$E2E_WORK/docker" --exec-root "$E2E_WORK/docker-run" \
    --pidfile "$E2E_WORK/docker.pid" --bridge "$E2E_BRIDGE" --iptables=false --ip6tables=false --ip-forward=false \
    --insecure-registry 127.0.0.0/8 >"$E2E_WORK/engine.log" 2>&1 &
  E2E_ENGINE=$!
  local tick
  for ((tick = 0; tick < 150; tick++)); do
    if docker version >/dev/null 2>&1; then return; fi
    if ! kill -0 "$E2E_ENGINE" 2>/dev/null; then break; fi
    sleep 0.2
  done
  echo "The container engine did not start; the end of its log:" >&2
  tail -n 20 "$E2E_WORK/engine.log" >&2
  return 1
}

stop_engine() {
  if [[ -n "${E2E_ENGINE:-}" ]] && kill -TERM "$E2E_ENGINE" 2>/dev/null; then
    await_end "$E2E_ENGINE" 20 || kill -KILL "$E2E_ENGINE"
  fi
  # containerd is the engine's child and ends with it, unless the engine had to be killed.
  local file="$E2E_WORK/docker-run/containerd/containerd.pid"
  if [[ -f "$file" ]]; then kill -TERM "$(cat "$file")" 2>/dev/null || true; fi
  ip link delete "$E2E_BRIDGE" 2>/dev/null || true
}
