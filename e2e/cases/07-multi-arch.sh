# One tag for two platforms: made with docker manifest, and with buildah as an OCI index.

name="$E2E_REGISTRY/$E2E_USER/multi"

for arch in amd64 arm64; do
  echo "$arch" >arch
  container="$(buildah from --arch "$arch" scratch)"
  buildah add "$container" "$E2E_WORK/busybox" /
  buildah add "$container" arch /arch
  buildah config --os linux --arch "$arch" --cmd sh "$container"
  buildah commit --format docker "$container" "$name:$arch"
  buildah rm "$container"
  buildah push "$name:$arch"
done

docker manifest create --insecure "$name:1" "$name:amd64" "$name:arm64"
docker manifest push --insecure --purge "$name:1"
expect "$(docker manifest inspect --insecure "$name:1")" "manifest.list.v2+json"

buildah manifest create e2e-index
buildah manifest add e2e-index "$name:amd64"
buildah manifest add e2e-index "$name:arm64"
buildah manifest push --all --format oci e2e-index "docker://$name:index"

for tag in 1 index; do
  for arch in arm64 amd64; do
    docker pull --platform "linux/$arch" "$name:$tag"
    expect_equal "$(docker image inspect --format '{{.Architecture}}' "$name:$tag")" "$arch"
    expect_equal "$(read_in_image "$name:$tag" /arch)" "$arch"
    forget_image "$name:$tag"
  done
done
