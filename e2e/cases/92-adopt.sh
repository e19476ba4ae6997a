# What a real registry:2 stored is taken over where it lies, beside the server, and real clients pull it.

source "$E2E_DIR/lib/server.sh"
source "$E2E_DIR/lib/debian.sh"
[[ -z "$E2E_GIVEN_REGISTRY" ]] || { echo "a registry was given" >"$E2E_WORK/skipped"; exit 0; }
old="$(debian_program docker-registry /usr/bin/docker-registry)" ||
  { echo "Debian's package docker-registry cannot be had" >"$E2E_WORK/skipped"; exit 0; }

blobs="$E2E_WORK/data/blobs"
was="127.0.0.1:$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
cat >old.yml <<EOF
version: 0.1
storage:
  filesystem:
    rootdirectory: $blobs
http:
  addr: $was
EOF
start_old() {
  # it takes settings from variables that begin like the one which tells skopeo where its logins are
  env --unset REGISTRY_AUTH_FILE "$old" serve old.yml >>old.log 2>&1 &
  old_pid=$!
  trap 'kill $old_pid' EXIT
  local tick
  for ((tick = 0; tick < 100; tick++)); do
    if [[ "$(answer_code "http://$was/v2/")" == 200 ]]; then return; fi
    sleep 0.1
  done
  cat old.log
  fail "the old registry did not start"
}
stop_old() {
  kill "$old_pid"
  await_end "$old_pid" 10
  trap - EXIT
}
slipway() {
  (cd "$E2E_WORK" && SLIPWAY_DATA_DIR="$E2E_WORK/data" "$("$E2E_DIR/lib/java.sh")" -jar slipway.jar "$@")
}

start_old
# docker's format and OCI's, an index, a deep name, one of one part, and a tag that moved
image_with_file "$was/retired/team/app:1" data 3000000
docker push "$was/retired/team/app:1"
id="$(image_id "$was/retired/team/app:1")"
docker save --output image.tar "$was/retired/team/app:1"
skopeo copy --format oci --dest-tls-verify=false docker-archive:image.tar "docker://$was/retired/team/app:oci"
for arch in amd64 arm64; do
  container="$(buildah from --arch "$arch" scratch)"
  buildah add "$container" "$E2E_WORK/busybox" /
  buildah config --os linux --arch "$arch" --cmd sh "$container"
  buildah commit --format oci "$container" "$was/retired/multi:$arch"
  buildah rm "$container"
  buildah push --tls-verify=false "$was/retired/multi:$arch"
done
buildah manifest create adopted-index
buildah manifest add --tls-verify=false adopted-index "$was/retired/multi:amd64"
buildah manifest add --tls-verify=false adopted-index "$was/retired/multi:arm64"
buildah manifest push --all --format oci --tls-verify=false adopted-index "docker://$was/retired/multi:1"
docker tag e2e/busybox:1 "$was/plain:1"
docker push "$was/plain:1"
docker tag e2e/busybox:1 "$was/retired/moved:1"
docker push "$was/retired/moved:1"
image_with_file "$was/retired/moved:1" data 10000
docker push "$was/retired/moved:1"
moved="$(image_id "$was/retired/moved:1")"
stop_old

before="$(du --summarize --bytes "$blobs" | cut -f 1)"
wish="$(slipway adopt --dry-run --namespace rest)"
expect "$wish" "Would take"
took="$(slipway adopt --namespace rest --owner "$E2E_USER")"
echo "$took"
expect_equal "${took#Took }" "$(sed 's/^Would take //' <<<"$wish")"
after="$(du --summarize --bytes "$blobs" | cut -f 1)"
expect_equal "$after" "$before"

docker tag "$was/retired/team/app:1" kept
forget_image "$was/retired/team/app:1" kept "$was/retired/moved:1" "$was/plain:1"
docker pull "$E2E_REGISTRY/retired/team/app:1"
expect_equal "$(image_id "$E2E_REGISTRY/retired/team/app:1")" "$id"
docker pull "$E2E_REGISTRY/retired/moved:1"
expect_equal "$(image_id "$E2E_REGISTRY/retired/moved:1")" "$moved"
docker pull "$E2E_REGISTRY/rest/plain:1"
podman pull "$E2E_REGISTRY/retired/team/app:oci"
for arch in amd64 arm64; do
  skopeo copy --override-arch "$arch" "docker://$E2E_REGISTRY/retired/multi:1" "oci:multi:$arch"
done
expect_equal "$(skopeo list-tags "docker://$E2E_REGISTRY/retired/multi" | json Tags)" '["1", "amd64", "arm64"]'
expect "$(slipway fsck --deep)" "Nothing is wrong"

# what came to the old registry since
start_old
docker tag "$E2E_REGISTRY/retired/moved:1" "$was/retired/moved:2"
docker push "$was/retired/moved:2"
stop_old
expect "$(slipway adopt --namespace rest)" "Took 0 manifests, 1 tags, and 0 blobs"
docker pull "$E2E_REGISTRY/retired/moved:2"
expect "$(slipway adopt --namespace rest)" "Took 0 manifests, 0 tags, and 0 blobs"

# a push on top of what was adopted knows its layers
docker tag "$E2E_REGISTRY/retired/moved:2" "$E2E_REGISTRY/retired/moved:3"
expect "$(docker push "$E2E_REGISTRY/retired/moved:3")" "Layer already exists"
