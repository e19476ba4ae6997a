# A person signs in with a browser and finds what docker pushed.

push_busybox "$E2E_USER/busybox:first-tag"
browser repositories
