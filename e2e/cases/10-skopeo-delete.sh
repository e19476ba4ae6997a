# What skopeo deletes is gone for everybody.

push_busybox "$E2E_USER/deleted:1"
skopeo delete "docker://$E2E_REGISTRY/$E2E_USER/deleted:1"
expect_equal "$(http_code "$E2E_BASE/v2/$E2E_USER/deleted/manifests/1")" 404
expect "$(refused docker pull "$E2E_REGISTRY/$E2E_USER/deleted:1")" "not found"
