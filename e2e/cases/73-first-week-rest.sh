# A new user's first week by REST: exactly the lines that docs/first-week.md shows, at this registry.

docker tag e2e/busybox:1 hello-world
# what the reader has installed
jq() { json "${2#.}"; }

sed -n '/^```sh$/,/^```$/{/^```/!p}' "$E2E_DIR/../docs/first-week.md" |
  sed "s#http://localhost:5000#$E2E_BASE#g; s#localhost:5000#$E2E_REGISTRY#g" >lines.sh
expect "$(cat lines.sh)" "docker push $E2E_REGISTRY/acme/web:1"
DOCKER_CONFIG="$PWD/docker"
source lines.sh >said
expect "$(tail -n 1 said)" '"role":"write"'
expect "$(tail -n 1 said)" '"dev"'

# and no more than that
curl --fail-with-body -u "ada:$ada" --json '{"name": "acme/other"}' "$E2E_BASE/api/v1/repositories"
expect "$(refused push_busybox acme/other:1)" "denied: "
docker login --username bob --password "$bob" "$E2E_REGISTRY"
push_busybox acme/web:2
expect "$(refused push_busybox acme/other:1)" "denied: "
