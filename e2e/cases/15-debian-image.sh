# A root file system unpacked from Debian packages, with all its links, modes and owners.

name="$E2E_REGISTRY/$E2E_USER/debian:12"
mmdebstrap --quiet --variant=extract --include=base-files,busybox-static,libc6,bash-static bookworm root.tar
docker import --change 'CMD ["bash-static"]' root.tar "$name"
id="$(image_id "$name")"
docker push "$name"
forget_image "$name"
docker pull "$name"
expect_equal "$(image_id "$name")" "$id"
expect "$(docker run --rm --network none "$name" busybox cat /etc/os-release)" "bookworm"
