# A name without a namespace is refused at once, with a sentence that says how to rename it.

said="$(refused push_busybox static_web:1)"
expect "$said" "denied: "
expect "$said" "/static_web"
if [[ "$said" == *Retrying* ]]; then fail "docker should not retry what can never work"; fi
