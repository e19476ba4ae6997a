# Images are built from another image of this registry, by buildah and by docker, and pushed back.

push_busybox "$E2E_USER/base:1"
cat >Dockerfile <<EOF
FROM $E2E_REGISTRY/$E2E_USER/base:1
RUN echo built >/made-by-run
LABEL org.opencontainers.image.title=built
EOF

buildah bud --isolation chroot --format docker --layers --tag "$E2E_REGISTRY/$E2E_USER/built:buildah" .
buildah push --digestfile digest "$E2E_REGISTRY/$E2E_USER/built:buildah"
buildah bud --isolation chroot --format oci --tag "$E2E_REGISTRY/$E2E_USER/built:buildah-oci" .
buildah push "$E2E_REGISTRY/$E2E_USER/built:buildah-oci"
DOCKER_BUILDKIT=1 docker build --pull --network none --tag "$E2E_REGISTRY/$E2E_USER/built:docker" .
docker push "$E2E_REGISTRY/$E2E_USER/built:docker"

docker image prune --force
for tag in "buildah@$(cat digest)" buildah-oci docker; do
  docker pull "$E2E_REGISTRY/$E2E_USER/built:$tag"
  expect_equal "$(read_in_image "$E2E_REGISTRY/$E2E_USER/built:$tag" /made-by-run)" built
done
