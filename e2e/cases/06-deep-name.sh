# Names may have any number of parts.

name="$E2E_USER/team/deep/name"
push_busybox "$name:1"
forget_image "$E2E_REGISTRY/$name:1"
docker pull "$E2E_REGISTRY/$name:1"
expect_equal "$(http "$E2E_BASE/v2/$name/tags/list" | json tags)" '["1"]'
