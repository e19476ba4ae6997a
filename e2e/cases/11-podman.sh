# podman pulls, tags and pushes; docker gets the same files back.

push_busybox "$E2E_USER/for-podman:1"
podman pull "$E2E_REGISTRY/$E2E_USER/for-podman:1"
podman tag "$E2E_REGISTRY/$E2E_USER/for-podman:1" "$E2E_REGISTRY/$E2E_USER/by-podman:1"
podman push "$E2E_REGISTRY/$E2E_USER/by-podman:1"
podman image rm --all --force
podman pull "$E2E_REGISTRY/$E2E_USER/by-podman:1"
docker pull "$E2E_REGISTRY/$E2E_USER/by-podman:1"
read_in_image "$E2E_REGISTRY/$E2E_USER/by-podman:1" /bin/busybox | cmp - /bin/busybox
expect "$(podman search "$E2E_REGISTRY/by-podman")" "$E2E_USER/by-podman"
