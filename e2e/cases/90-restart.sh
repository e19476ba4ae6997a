# Images outlive a stop, and a kill, of the server.

source "$E2E_DIR/lib/server.sh"
name="$E2E_REGISTRY/$E2E_USER/lasting:1"
image_with_file "$name" data 300000
id="$(image_id "$name")"
docker push "$name"

for signal in TERM KILL; do
  stop_server "$signal"
  start_server
  forget_image "$name"
  docker pull "$name"
  expect_equal "$(image_id "$name")" "$id"
done

push_busybox "$E2E_USER/after-restart:1"
