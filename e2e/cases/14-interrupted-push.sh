# A push whose connection breaks is repeated: by docker itself, by the user with other clients.

name="$E2E_USER/big-push"
image_with_file e2e/big-push:1 data 40000000
docker save --output image.tar e2e/big-push:1

cut_proxy up 15000000 "$PWD/skopeo.log"
refused skopeo copy --dest-creds "$E2E_USER:$E2E_PASSWORD" docker-archive:image.tar "docker://$PROXY/$name:skopeo"
grep '^cut after' skopeo.log
skopeo copy docker-archive:image.tar "docker://$E2E_REGISTRY/$name:skopeo"

# Other bytes, or docker would find the layer there already.
image_with_file e2e/big-push:2 data 40000000
id="$(image_id e2e/big-push:2)"
cut_proxy up 15000000 "$PWD/docker.log"
docker login --username "$E2E_USER" --password "$E2E_PASSWORD" "$PROXY"
docker tag e2e/big-push:2 "$PROXY/$name:docker"
docker push "$PROXY/$name:docker"
grep '^cut after' docker.log
forget_image e2e/big-push:2 "$PROXY/$name:docker"
docker pull "$E2E_REGISTRY/$name:docker"
expect_equal "$(image_id "$E2E_REGISTRY/$name:docker")" "$id"
