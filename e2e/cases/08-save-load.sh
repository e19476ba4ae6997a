# An image that left the engine as a file and came back is the same image in the registry.

name="$E2E_REGISTRY/$E2E_USER/saved"
image_with_file "$name:1" data 300000
id="$(image_id "$name:1")"
docker save --output image.tar "$name:1"
forget_image "$name:1"
docker load --input image.tar
docker push "$name:1"
forget_image "$name:1"
docker pull "$name:1"
expect_equal "$(image_id "$name:1")" "$id"
