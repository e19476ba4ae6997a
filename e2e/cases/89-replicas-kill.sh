# A replica that is killed under load costs clients what they repeat: whatever was acknowledged is whole.

source "$E2E_DIR/lib/server.sh"
source "$E2E_DIR/lib/replicas.sh"
need_replicas
name="$E2E_USER/killed"
image_with_file e2e/killed:1 data 20000000
id="$(image_id e2e/killed:1)"
docker tag e2e/killed:1 "$E2E_REGISTRY/$name-docker:1"

python3 "$E2E_DIR/lib/registry-load.py" push "$E2E_BASE" "$E2E_USER:$E2E_PASSWORD" "$name" "$PWD/stop" >load 2>&1 &
load=$!
trap 'touch stop; kill $load' EXIT
sleep 2
docker push "$E2E_REGISTRY/$name-docker:1" &
push=$!
end_replica 3 KILL
# docker repeats requests by itself, its user the command
wait $push || docker push "$E2E_REGISTRY/$name-docker:1"
start_replica 3
await_replica 3
touch stop
wait $load || fail "$(tail -n 5 load)"
trap - EXIT
cat load
forget_image e2e/killed:1 "$E2E_REGISTRY/$name-docker:1"
docker pull "$E2E_REGISTRY/$name-docker:1"
expect_equal "$(image_id "$E2E_REGISTRY/$name-docker:1")" "$id"
expect "$(check_replicas 2)" "Nothing is wrong"
