# Three replicas of Slipway on one database and one folder of blobs, behind a balancer that sends each request to the
# next one. They outlive the case that started them; the stage ends them.

REPLICAS="${REPLICAS:-${E2E_WORK:-}/replicas}"

# The first case starts them; those after it, and each one run alone, find them or start them.
need_replicas() {
  [[ -z "$E2E_GIVEN_REGISTRY" ]] || { echo "a registry was given" >"$E2E_WORK/skipped"; exit 0; }
  if [[ ! -f "$REPLICAS/started" ]]; then
    mkdir -p "$REPLICAS"
    start_database
    local number
    free_ports >"$REPLICAS/ports"
    # all at once: one of them makes the tables, the others wait for it
    for number in 1 2 3; do start_replica $number; done
    for number in 1 2 3; do await_replica $number; done
    start_balancer
    touch "$REPLICAS/started"
  fi
  use_balancer
}

use_balancer() {
  E2E_REGISTRY="127.0.0.1:$(replica_port 4)" E2E_BASE="http://127.0.0.1:$(replica_port 4)"
  export E2E_REGISTRY E2E_BASE
  sign_in_here
}

# one for each replica and one for the balancer
free_ports() {
  python3 -c 'import socket
all = [socket.socket() for _ in range(4)]
for s in all: s.bind(("127.0.0.1", 0))
for s in all: print(s.getsockname()[1])'
}

replica_port() { sed -n "$1p" "$REPLICAS/ports"; }

replica_base() { echo "http://127.0.0.1:$(replica_port "$1")"; }

replica_pid() { cat "$REPLICAS/$1.pid"; }

database_name() { echo "$(basename "$REPLICAS")-database"; }

# The PostgreSQL of the database tests, in a container.
start_database() {
  local image tick
  image="$("$E2E_DIR/postgres-image" name)"
  docker image inspect "$image" >/dev/null 2>&1 || "$E2E_DIR/postgres-image" build
  docker rm --force "$(database_name)" 2>/dev/null || true
  docker run --detach --name "$(database_name)" --env POSTGRES_PASSWORD=slipway --env POSTGRES_USER=slipway "$image" postgres
  docker inspect --format '{{.NetworkSettings.IPAddress}}' "$(database_name)" >"$REPLICAS/database"
  for ((tick = 0; tick < 300; tick++)); do
    if (: >"/dev/tcp/$(cat "$REPLICAS/database")/5432") 2>/dev/null; then return; fi
    sleep 0.1
  done
  docker logs "$(database_name)"
  fail "the database did not start"
}

# start_replica NUMBER [JAR]: each has a data folder of its own; blobs and the master key are shared. Another program than
# this one knows fewer settings.
start_replica() {
  (
    mkdir -p "$REPLICAS/$1"
    cd "$REPLICAS/$1"
    export SERVER_PORT="$(replica_port "$1")" MANAGEMENT_SERVER_PORT=0 SLIPWAY_ADMIN_PASSWORD="$E2E_PASSWORD"
    export SLIPWAY_DATA_DIR="$REPLICAS/$1/data" SLIPWAY_STORAGE_DISK_PATH="$REPLICAS/blobs"
    export SLIPWAY_MASTER_KEY=c2xpcHdheS10ZXN0cy1vbmx5LW1hc3Rlci1rZXktMzI=
    if [[ -z "${2:-}" ]]; then export SLIPWAY_DRAIN=3s SLIPWAY_BUILDS_WORKER=false; fi
    export SPRING_DATASOURCE_URL="jdbc:postgresql://$(cat "$REPLICAS/database"):5432/slipway"
    export SPRING_DATASOURCE_USERNAME=slipway SPRING_DATASOURCE_PASSWORD=slipway
    if [[ -f "$REPLICAS/storage.env" ]]; then
      set -a
      source "$REPLICAS/storage.env"
      set +a
    fi
    # three of them start on one small machine
    exec "$("$E2E_DIR/lib/java.sh")" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
      -jar "${2:-$E2E_WORK/slipway.jar}" >>"$REPLICAS/$1.log" 2>&1
  ) &
  echo $! >"$REPLICAS/$1.pid"
}

await_replica() {
  local tick
  for ((tick = 0; tick < 480; tick++)); do
    if [[ "$(http_code "$(replica_base "$1")/readyz")" == 200 ]]; then return; fi
    if ! is_running "$(replica_pid "$1")"; then break; fi
    sleep 0.25
  done
  tail -n 30 "$REPLICAS/$1.log"
  fail "replica $1 did not become ready"
}

# end_replica NUMBER SIGNAL: and waits until it is gone.
end_replica() {
  kill "-$2" "$(replica_pid "$1")"
  await_end "$(replica_pid "$1")" 40 || fail "replica $1 did not end"
}

# No sticky sessions, and only what was refused before it was read is sent to another one by itself: see docs/replicas.md.
start_balancer() {
  cat >"$REPLICAS/haproxy.cfg" <<EOF
global
  maxconn 2000
defaults
  mode http
  option redispatch 1
  retries 3
  timeout connect 2s
  timeout client 5m
  timeout server 5m
frontend registry
  bind 127.0.0.1:$(replica_port 4)
  option forwardfor
  http-response set-header X-Served-By %s
  default_backend replicas
backend replicas
  balance roundrobin
  option httpchk GET /readyz
  default-server check inter 500ms fall 1 rise 1
$(for number in 1 2 3; do echo "  server replica$number 127.0.0.1:$(replica_port $number)"; done)
EOF
  haproxy -db -f "$REPLICAS/haproxy.cfg" >"$REPLICAS/balancer.log" 2>&1 &
  echo $! >"$REPLICAS/balancer.pid"
  local tick
  for ((tick = 0; tick < 100; tick++)); do
    if [[ "$(http_code "http://127.0.0.1:$(replica_port 4)/readyz")" == 200 ]]; then return; fi
    sleep 0.1
  done
  cat "$REPLICAS/balancer.log"
  fail "the balancer did not start"
}

sign_in_here() {
  skopeo login --tls-verify=false --username "$E2E_USER" --password-stdin "$E2E_REGISTRY" <<<"$E2E_PASSWORD"
  docker login --username "$E2E_USER" --password-stdin "$E2E_REGISTRY" <<<"$E2E_PASSWORD"
}

# served_by HEADERS-FILE: which replica gave the answer.
served_by() { tr -d '\r' <"$1" | sed -n 's/^[Xx]-[Ss]erved-[Bb]y: //p'; }

# check_replicas: what is stored against what is known, asked of a replica that serves meanwhile.
check_replicas() {
  "$("$E2E_DIR/lib/java.sh")" -Xmx256m -jar "$E2E_WORK/slipway.jar" fsck --deep --slipway.data-dir="$REPLICAS/$1/data"
}

# The balancer first, then all replicas; for the end of the stage.
stop_replicas() {
  local file pid
  for file in "$REPLICAS"/{balancer,1,2,3,bucket}.pid; do
    [[ -f "$file" ]] || continue
    pid="$(cat "$file")"
    rm "$file"
    kill -KILL "$pid" 2>/dev/null || true
  done
}

# A server that speaks S3, for replicas that start after it: they keep their blobs in its bucket.
start_bucket() {
  local jar="$E2E_DIR/../target/test-servers/s3-server.jar" port
  [[ -f "$jar" ]] || (cd "$E2E_DIR/.." && mvn -q -B -Dfrontend.skip=true process-test-resources)
  port="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
  mkdir -p "$REPLICAS/objects/slipway"
  cat >"$REPLICAS/bucket.properties" <<EOF
s3proxy.endpoint=http://127.0.0.1:$port
s3proxy.authorization=aws-v2-or-v4
s3proxy.identity=e2e
s3proxy.credential=e2e-e2e-e2e
jclouds.provider=filesystem-nio2
jclouds.filesystem.basedir=$REPLICAS/objects
jclouds.identity=any
jclouds.credential=any
EOF
  "$("$E2E_DIR/lib/java.sh")" -Xmx256m -XX:+UseSerialGC -jar "$jar" --properties "$REPLICAS/bucket.properties" \
    >"$REPLICAS/bucket.log" 2>&1 &
  echo $! >"$REPLICAS/bucket.pid"
  cat >"$REPLICAS/storage.env" <<EOF
SLIPWAY_STORAGE_TYPE=s3
SLIPWAY_STORAGE_S3_ENDPOINT=http://127.0.0.1:$port
SLIPWAY_STORAGE_S3_BUCKET=slipway
SLIPWAY_STORAGE_S3_ACCESS_KEY=e2e
SLIPWAY_STORAGE_S3_SECRET_KEY=e2e-e2e-e2e
EOF
  local tick
  for ((tick = 0; tick < 300; tick++)); do
    if (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then return; fi
    sleep 0.1
  done
  cat "$REPLICAS/bucket.log"
  fail "the server of the bucket did not start"
}
