# A pull whose connection breaks in a big layer goes on where it stopped.

name="$E2E_USER/big-pull"
image_with_file "$E2E_REGISTRY/$name:1" data 40000000
id="$(image_id "$E2E_REGISTRY/$name:1")"
docker push "$E2E_REGISTRY/$name:1"
forget_image "$E2E_REGISTRY/$name:1"

cut_proxy down 15000000 "$PWD/proxy.log"
docker login --username "$E2E_USER" --password "$E2E_PASSWORD" "$PROXY"
docker pull "$PROXY/$name:1"
cat proxy.log
grep '^cut after' proxy.log
grep --ignore-case '^range: bytes=[1-9][0-9]*-' proxy.log
expect_equal "$(image_id "$PROXY/$name:1")" "$id"
