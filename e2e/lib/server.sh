# The Slipway of this run: started, stopped and killed by its process id.

start_server() {
  if [[ -n "$E2E_GIVEN_REGISTRY" ]]; then return; fi
  if [[ ! -f "$E2E_WORK/slipway.jar" ]]; then cp "$E2E_JAR" "$E2E_WORK/slipway.jar"; fi
  local java
  java="$("$E2E_DIR/lib/java.sh")"
  (
    cd "$E2E_WORK"
    export SERVER_PORT="${E2E_REGISTRY##*:}" MANAGEMENT_SERVER_PORT=0
    export SLIPWAY_DATA_DIR="$E2E_WORK/data" SLIPWAY_ADMIN_PASSWORD="$E2E_PASSWORD"
    export SLIPWAY_ACCOUNTS_SIGNUP=open SLIPWAY_OUTBOUND_ALLOW=127.0.0.1
    exec "$java" ${E2E_JAVA_OPTIONS:-} -jar slipway.jar ${E2E_SERVER_OPTIONS:-} >>"$E2E_WORK/server.log" 2>&1
  ) &
  echo $! >"$E2E_WORK/server.pid"
  await_server
}

server_pid() { cat "$E2E_WORK/server.pid"; }

# Ready is what /readyz says; a registry without it is ready when /v2/ asks for credentials.
await_server() {
  local second
  for ((second = 0; second < 360; second++)); do
    if [[ "$(answer_code "$E2E_BASE/readyz")" == 200 || "$(answer_code "$E2E_BASE/v2/")" == 401 ]]; then return; fi
    if ! kill -0 "$(server_pid)" 2>/dev/null; then break; fi
    sleep 0.5
  done
  echo "The server did not become ready; the end of its log:" >&2
  tail -n 30 "$E2E_WORK/server.log" >&2
  return 1
}

answer_code() { curl --silent --output /dev/null --max-time 5 --write-out '%{http_code}' "$1" || true; }

# stop_server [signal]: ends the server and waits until it is gone.
stop_server() {
  if [[ ! -f "$E2E_WORK/server.pid" ]]; then return; fi
  local pid
  pid="$(server_pid)"
  rm -f "$E2E_WORK/server.pid"
  kill "-${1:-TERM}" "$pid" 2>/dev/null || return 0
  if ! await_end "$pid" 30; then
    echo "The server did not stop within 30 seconds." >&2
    kill -KILL "$pid"
    return 1
  fi
}

await_end() {
  local tick
  for ((tick = 0; tick < $2 * 10; tick++)); do
    if ! is_running "$1"; then return 0; fi
    sleep 0.1
  done
  return 1
}

# A zombie has ended; only its parent has not asked yet.
is_running() { [[ -r "/proc/$1/stat" ]] && [[ "$(sed 's/.*) \(.\).*/\1/' "/proc/$1/stat" 2>/dev/null)" =~ [^ZX] ]]; }

# The embedded database outlives a killed server until the next start; at the end of a run there is none.
stop_orphaned_database() {
  local file pid
  while read -r file; do
    pid="$(head -n 1 "$file")"
    if [[ "$(readlink "/proc/$pid/cwd")" == "$(dirname "$file")" ]]; then kill -QUIT "$pid" && await_end "$pid" 10; fi
  done < <(find "$E2E_WORK/data" -name postmaster.pid 2>/dev/null)
}
