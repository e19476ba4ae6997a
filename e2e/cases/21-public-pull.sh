# A public repository can be pulled without an account, a private one cannot.

push_busybox "$E2E_USER/open:1"
push_busybox "$E2E_USER/closed:1"
expect_equal "$(http_code --request PATCH --header 'Content-Type: application/json' \
  --data '{"visibility":"public"}' "$E2E_BASE/api/v1/repositories/$E2E_USER/open")" 200

export DOCKER_CONFIG="$PWD/nobody" REGISTRY_AUTH_FILE="$PWD/nobody.json"
forget_image "$E2E_REGISTRY/$E2E_USER/open:1" "$E2E_REGISTRY/$E2E_USER/closed:1"
docker pull "$E2E_REGISTRY/$E2E_USER/open:1"
skopeo inspect "docker://$E2E_REGISTRY/$E2E_USER/open:1"
said="$(refused docker pull "$E2E_REGISTRY/$E2E_USER/closed:1")"
expect "$said" "not found"
refused skopeo inspect "docker://$E2E_REGISTRY/$E2E_USER/closed:1"
expect "$(refused docker push "$E2E_REGISTRY/$E2E_USER/open:1")" "denied"
