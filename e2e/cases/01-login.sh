# The right password signs every client in; a wrong one is refused, and the client says so.

export DOCKER_CONFIG="$PWD/docker" REGISTRY_AUTH_FILE="$PWD/auth.json"

# docker last: the others refuse to sign in beside the identity token that it keeps
for client in podman skopeo buildah docker; do
  login=("$client" login --username "$E2E_USER")
  if [[ $client != docker ]]; then login+=(--tls-verify=false); fi
  expect "$("${login[@]}" --password "$E2E_PASSWORD" "$E2E_REGISTRY" 2>&1)" "Login Succeeded"
  said="$(refused "${login[@]}" --password "not the right password" "$E2E_REGISTRY")"
  if [[ "${said,,}" != *unauthorized* && "$said" != *"invalid username/password"* ]]; then fail "$client said: $said"; fi
done

# clients try TLS first: that is nobody's fault, and nobody reads a stack trace for it
if [[ -f "$E2E_WORK/server.log" ]]; then expect_equal "$(grep -c Exception "$E2E_WORK/server.log" || true)" 0; fi
