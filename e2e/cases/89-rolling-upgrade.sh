# The program before the newest migration and this one serve from one database at the same time: on the way there, and on
# the way back. E2E_OLD_JAR is the older one; e2e/old-jar builds it.

source "$E2E_DIR/lib/server.sh"
source "$E2E_DIR/lib/replicas.sh"
if [[ -z "${E2E_OLD_JAR:-}" ]]; then
  echo "no E2E_OLD_JAR is given; make nightly does" >"$E2E_WORK/skipped"
  exit 0
fi
stop_replicas
rm -rf "$REPLICAS"
mkdir -p "$REPLICAS"
start_database
free_ports >"$REPLICAS/ports"
name="$E2E_USER/upgraded"
image="$E2E_USER/image"

# serves NUMBER: images go in and come out through this one alone, in chunks and whole.
serves() {
  local stop="$PWD/stop-$RANDOM"
  (sleep 3 && touch "$stop") &
  python3 "$E2E_DIR/lib/registry-load.py" push "$(replica_base "$1")" "$E2E_USER:$E2E_PASSWORD" "$name-$2" "$stop"
}

# agree: both sides know the same tags of what either of them got.
agree() {
  local side tags
  for side in "$@"; do
    tags="$(http "$(replica_base 1)/v2/$name-$side/tags/list")"
    expect "$tags" '"t0-1"'
    expect_equal "$(http "$(replica_base 2)/v2/$name-$side/tags/list")" "$tags"
  done
}

# only old ones
start_replica 1 "$E2E_OLD_JAR"
await_replica 1
start_replica 2 "$E2E_OLD_JAR"
start_balancer
use_balancer
await_replica 2
image_with_file "$E2E_REGISTRY/$image:1" data 3000000
id="$(image_id "$E2E_REGISTRY/$image:1")"
docker push "$E2E_REGISTRY/$image:1"

# a new one takes the place of the second and changes the tables, while clients push
python3 "$E2E_DIR/lib/registry-load.py" push "$E2E_BASE" "$E2E_USER:$E2E_PASSWORD" "$name-all" "$PWD/stop" >load 2>&1 &
load=$!
trap 'touch stop; kill $load' EXIT
end_replica 2 TERM
start_replica 2
await_replica 2
serves 1 old
serves 2 new
agree old new
forget_image "$E2E_REGISTRY/$image:1"
docker pull "$E2E_REGISTRY/$image:1"
expect_equal "$(image_id "$E2E_REGISTRY/$image:1")" "$id"

# and back: an old one starts with the new tables
end_replica 2 TERM
start_replica 2 "$E2E_OLD_JAR"
await_replica 2
serves 2 back
agree old new back
touch stop
wait $load || fail "$(tail -n 5 load)"
trap - EXIT
cat load
if grep -h ' ERROR ' "$REPLICAS"/[12].log; then fail "an error in the logs"; fi
end_replica 1 TERM
start_replica 1
await_replica 1
agree old new back
expect "$(check_replicas 1)" "Nothing is wrong"
