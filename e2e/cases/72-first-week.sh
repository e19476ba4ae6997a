# A new user's first week, all in the browser: docs/first-week.md tells the same.

docker save --output image.tar e2e/busybox:1
browser first-week "docker-archive:$PWD/image.tar"
