# A session of a browser holds on all replicas, whichever answers: sign-in, pages, forms, sign-out.

source "$E2E_DIR/lib/server.sh"
source "$E2E_DIR/lib/replicas.sh"
need_replicas
push_busybox "$E2E_USER/busybox:first-tag"
browser replicas "$(replica_base 1)" "$(replica_base 2)" "$(replica_base 3)"
