# Clients that talk to three replicas in turn notice nothing: images of several layers, a blob in pieces, a stream of
# events.

source "$E2E_DIR/lib/server.sh"
source "$E2E_DIR/lib/replicas.sh"
need_replicas

# several layers, pushed and pulled in parallel
folder="$(mktemp -d)"
for layer in 1 2 3 4 5 6; do head -c 1500000 /dev/urandom >"$folder/$layer"; done
printf 'FROM e2e/busybox:1\nCOPY 1 /\nCOPY 2 /\nCOPY 3 /\nCOPY 4 /\nCOPY 5 /\nCOPY 6 /\n' |
  docker build --quiet --tag e2e/layered:1 --file - "$folder"
id="$(image_id e2e/layered:1)"
name="$E2E_REGISTRY/$E2E_USER/layered"
docker tag e2e/layered:1 "$name:1"
docker push "$name:1"
forget_image e2e/layered:1 "$name:1"
docker pull "$name:1"
expect_equal "$(image_id "$name:1")" "$id"
skopeo copy --src-tls-verify=false --dest-tls-verify=false "docker://$name:1" "docker://$E2E_REGISTRY/$E2E_USER/copied:1"
skopeo copy --src-tls-verify=false "docker://$E2E_REGISTRY/$E2E_USER/copied:1" oci:layered
podman pull --tls-verify=false "$E2E_REGISTRY/$E2E_USER/copied:1"
podman image rm "$E2E_REGISTRY/$E2E_USER/copied:1"

# a blob whose pieces come to one replica after the other
head -c 600000 /dev/urandom >blob
split --bytes 100000 --numeric-suffixes blob piece
location="$(http --request POST --dump-header - --output /dev/null "$E2E_BASE/v2/$E2E_USER/pieces/blobs/uploads/" |
  tr -d '\r' | sed -n 's/^[Ll]ocation: //p')"
if [[ "$location" == /* ]]; then location="$E2E_BASE$location"; fi
start=0
for piece in piece0*; do
  expect_equal "$(http_code --request PATCH --dump-header "headers-$piece" --data-binary "@$piece" \
    --header 'Content-Type: application/octet-stream' --header "Content-Range: $start-$((start + 99999))" "$location")" 202
  start=$((start + 100000))
  served_by "headers-$piece" >>served
done
expect_equal "$(sort --unique served | wc -l)" 3
location+="$([[ "$location" == *\?* ]] && echo '&' || echo '?')digest=$(digest_of blob)"
expect_equal "$(http_code --request PUT --data '' "$location")" 201
http --output pulled "$E2E_BASE/v2/$E2E_USER/pieces/blobs/$(digest_of blob)"
cmp blob pulled

# what was pushed through one is there on each of them at once, and what is deleted is gone
push_busybox "$E2E_USER/copied:2"
for number in 1 2 3; do
  expect_equal "$(http_code --head "$(replica_base $number)/v2/$E2E_USER/copied/manifests/2")" 200
done
expect_equal "$(http_code --request DELETE "$E2E_BASE/v2/$E2E_USER/copied/manifests/2")" 202
for number in 1 2 3; do
  expect_equal "$(http_code --head "$(replica_base $number)/v2/$E2E_USER/copied/manifests/2")" 404
done

# an operation is heard of from any replica, whichever does the work
operation="$(http --request DELETE "$E2E_BASE/api/v1/repositories/$E2E_USER/copied" | json id)"
for number in 1 2 3; do
  expect "$(http --no-buffer --max-time 30 "$(replica_base $number)/api/v1/operations/$operation/events")" "event: end"
done
expect "$(http "$E2E_BASE/api/v1/operations/$operation")" '"state":"done"'
