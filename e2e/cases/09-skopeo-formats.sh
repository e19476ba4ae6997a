# The same image in Docker's format, in OCI's, and with zstd layers; lists and inspections of it.

name="$E2E_REGISTRY/$E2E_USER/formats"
image_with_file e2e/formats:1 data 300000
docker save --output image.tar e2e/formats:1

skopeo copy --format v2s2 docker-archive:image.tar "docker://$name:docker"
skopeo copy --format oci docker-archive:image.tar "docker://$name:oci"
# Without its memory skopeo does not know the gzip layers and has to send zstd ones.
rm -f /var/lib/containers/cache/blob-info-cache-v1.boltdb
skopeo copy --format oci --dest-compress-format zstd docker-archive:image.tar "docker://$name:zstd"

expect "$(skopeo inspect --raw "docker://$name:docker")" "application/vnd.docker.distribution.manifest.v2+json"
expect "$(skopeo inspect --raw "docker://$name:oci")" "application/vnd.oci.image.layer.v1.tar+gzip"
expect "$(skopeo inspect --raw "docker://$name:zstd")" "application/vnd.oci.image.layer.v1.tar+zstd"
expect_equal "$(skopeo list-tags "docker://$name" | json Tags)" '["docker", "oci", "zstd"]'
expect_equal "$(skopeo inspect "docker://$name:oci" | json Architecture)" amd64

for tag in docker oci zstd; do
  podman pull "$name:$tag"
  skopeo copy "docker://$name:$tag" "oci:$tag"
done
expect_equal "$(skopeo inspect --config oci:docker | json rootfs)" "$(skopeo inspect --config oci:zstd | json rootfs)"
