# docker search finds repositories that the signed-in user may read.

push_busybox "$E2E_USER/find-me:1"
expect "$(docker search "$E2E_REGISTRY/find-me")" "$E2E_USER/find-me"
