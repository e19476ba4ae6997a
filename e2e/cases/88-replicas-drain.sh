# A replica that is asked to end costs clients nothing, not even a repeated request; nor does its start.

source "$E2E_DIR/lib/server.sh"
source "$E2E_DIR/lib/replicas.sh"
need_replicas
name="$E2E_USER/drained"
image_with_file "$E2E_REGISTRY/$name:latest" data 2000000
docker save "$E2E_REGISTRY/$name:latest" -o image.tar
skopeo copy --dest-tls-verify=false --format oci docker-archive:image.tar "docker://$E2E_REGISTRY/$name:latest"

python3 "$E2E_DIR/lib/registry-load.py" pull "$E2E_BASE" "$E2E_USER:$E2E_PASSWORD" "$name" "$PWD/stop" >load 2>&1 &
load=$!
trap 'touch stop; kill $load' EXIT
end_replica 1 TERM
start_replica 1
await_replica 1
# the balancer takes it back, and it serves
sleep 2
touch stop
wait $load || fail "$(tail -n 5 load)"
trap - EXIT
cat load
expect "$(cat load)" " 0 failed"
