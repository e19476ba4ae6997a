# Pulls by tag and by digest give the pushed image, and it runs.

name="$E2E_REGISTRY/$E2E_USER/pulled"
image_with_file "$name:1" data 300000
id="$(image_id "$name:1")"
docker push "$name:1"
digest="$(docker image inspect --format '{{index .RepoDigests 0}}' "$name:1")"

forget_image "$name:1"
expect "$(docker pull "$name:1")" "Pull complete"
expect_equal "$(image_id "$name:1")" "$id"

forget_image "$name:1"
expect "$(docker pull "$digest")" "Pull complete"
expect_equal "$(image_id "$digest")" "$id"
expect_equal "$(docker run --rm --network none "$digest" echo hello)" hello
