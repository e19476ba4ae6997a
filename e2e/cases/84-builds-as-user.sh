# Slipway as a user who is not root builds, too: with control groups that were handed to it, then under its own limit of
# memory alone, one build at a time; with neither it says what is missing, and builds wait.

source "$E2E_DIR/lib/builds.sh"
needs_builder
user=slipway-build
folder="$E2E_WORK/as-user"
port="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
export E2E_REGISTRY="127.0.0.1:$port" E2E_BASE="http://127.0.0.1:$port"

# hand_over OWNER: the control groups of this case, made by the first call, belong to OWNER.
hand_over() {
  local top name=slipway-e2e-$$
  groups=()
  if [[ -e /sys/fs/cgroup/cgroup.controllers ]]; then
    echo '+memory +pids' >/sys/fs/cgroup/cgroup.subtree_control || return
    limit=memory.max
    groups=(/sys/fs/cgroup/$name)
  else
    for top in memory pids; do groups+=(/sys/fs/cgroup/$top/$name); done
    limit=memory.limit_in_bytes
  fi
  mkdir -p "${groups[@]}" || return
  for group in "${groups[@]}"; do
    find "$group" -maxdepth 1 \( -type d -o -name cgroup.procs -o -name cgroup.subtree_control \) -exec chown "$1" {} +
  done
}

# serve OPTION…: in those groups, as the user.
serve() {
  (
    for group in "${groups[@]}"; do echo $BASHPID >"$group/cgroup.procs"; done
    cd "$folder"
    exec setpriv --reuid $user --regid $user --clear-groups env -i PATH="$PATH" HOME="$folder" LC_ALL=C.UTF-8 \
      SERVER_PORT="$port" MANAGEMENT_SERVER_PORT=0 SLIPWAY_DATA_DIR="$folder/data" \
      SLIPWAY_ADMIN_PASSWORD="$E2E_PASSWORD" SLIPWAY_OUTBOUND_ALLOW=127.0.0.1 \
      "$("$E2E_DIR/lib/java.sh")" -jar "$E2E_WORK/slipway.jar" "$@" >"$folder/log" 2>&1
  ) &
  server=$!
  local tick
  for ((tick = 0; tick < 360; tick++)); do
    if [[ "$(http_code "$E2E_BASE/readyz")" == 200 ]] && grep --quiet 'builder [A-Z]*: .*ready' "$folder/log"; then return; fi
    sleep 0.5
  done
  tail -n 30 "$folder/log"
  fail "the server of the user did not become ready"
}

stop() {
  kill "$server"
  wait "$server" || true
}

clear_away() {
  kill ${server:-} ${git_servers:-} || true
  wait ${server:-} || true
  for group in "${groups[@]}"; do find "$group" -depth -type d -exec rmdir {} + || true; done
}

# built STATE REASON: the next build of the branch of this name ends so.
number=0
built() {
  number=$((number + 1))
  expect "$(api POST "$triggers/start" "{\"branch\":\"$1\"}")" "\"builds\":[$number]"
  await_build "$name" $number "$2"
}

if ! hand_over $user; then
  echo "no control group can be made here" >"$E2E_WORK/skipped"
  exit 0
fi
trap clear_away EXIT
install -d -o $user -g $user -m 0700 "$folder"
git_client
mkdir git && cd git && sources "$PWD/app" && cd ..
git_server git
trap clear_away EXIT

serve --slipway.builds.memory=300MB --slipway.builds.processes=200
docker login --username "$E2E_USER" --password-stdin "$E2E_REGISTRY" <<<"$E2E_PASSWORD"
name="$E2E_USER/by-user"
push_busybox "$E2E_USER/base:1"
api PATCH "/repositories/$E2E_USER/base" '{"visibility":"public"}'
api POST /repositories "{\"name\":\"$name\"}"
triggers="/repositories/$name/-/build-triggers"
triggers+="/$(api POST "$triggers" "{\"provider\":\"git\",\"url\":\"http://127.0.0.1:$GIT_PORT/app.git\"}" | json id)"
api PUT "$triggers/rules" '{"rules":[
  {"source":"branch","pattern":"main","tags":["latest"]},{"source":"branch","pattern":"hog","tags":["hog"]}]}'
printf 'FROM %s\nRUN adduser -D -H joe || echo joe:x:1000:1000::/:/bin/sh >>/etc/passwd; mkdir -m 777 /out\n' \
  "$E2E_REGISTRY/$E2E_USER/base:1" >git/app/Dockerfile
printf 'USER 1000\nRUN id -u >/out/who; sleep 987653 &\nCMD ["cat", "/out/who"]\n' >>git/app/Dockerfile
commit git/app 'Say who'
git -C git/app switch --quiet --create hog
# a string that doubles
printf 'FROM %s\nRUN awk '\''BEGIN { s = "x"; while (length(s) < 3000000000) s = s s }'\''\n' \
  "$E2E_REGISTRY/$E2E_USER/base:1" >git/app/Dockerfile
commit git/app 'Take it all'

nothing_is_left() {
  if pgrep --full 'sleep 987653'; then fail "a process is left"; fi
  expect_equal "$(ls "$folder/data/builds/running")" ""
  expect_equal "$(find "${groups[@]}" -name 'slipway-build-*')" ""
}

built main succeeded
docker pull "$E2E_REGISTRY/$name:latest"
expect_equal "$(docker run --rm --network none "$E2E_REGISTRY/$name:latest")" 1000
built hog failed
expect_equal "$(json reason <build)" memory
expect "$(build_log "$name" $number)" "more than 300 MB"
nothing_is_left
stop

# no group of its own, as in a container: the kernel ends the build, not the server
hand_over root
echo 1200M >"${groups[0]}/$limit"
serve --slipway.builds.parallel=1 --slipway.builds.processes=200
built main succeeded
expect "$(build_log "$name" $number)" "Using cache"
built hog failed
expect_equal "$(json reason <build)" memory
expect "$(build_log "$name" $number)" "more than 1200 MB"
nothing_is_left
built main succeeded
stop

# two at a time cannot share it, and without any limit nothing is built
serve
expect "$(cat "$folder/log")" "slipway.builds.parallel=1"
stop
if [[ "$limit" == memory.max ]]; then echo max >"${groups[0]}/$limit"; else echo -1 >"${groups[0]}/$limit"; fi
serve --slipway.builds.parallel=1
expect "$(cat "$folder/log")" "no limit of memory that builds could share"
