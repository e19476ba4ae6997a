# Who may do what: an owner, a member, a team member, robots, a limited token, a stranger and nobody push and pull with
# docker, and each refusal is one sentence.

password="a horse, a battery and a staple"
org="harbour"

# api METHOD PATH [JSON]: as the administrator; prints the answer.
api() {
  http --fail-with-body --request "$1" --header 'Content-Type: application/json' ${3:+--data "$3"} "$E2E_BASE/api/v1$2"
}

# as NAME SECRET COMMAND…: with a docker configuration of its own.
as() {
  export DOCKER_CONFIG="$PWD/docker-$1"
  if [[ ! -d "$DOCKER_CONFIG" ]]; then
    docker login --username "$1" --password "$2" "$E2E_REGISTRY"
  fi
  shift 2
  "$@"
}

refused_push() { refused as "$1" "$2" push_busybox "$3"; }

pull() {
  forget_image "$E2E_REGISTRY/$1"
  docker pull "$E2E_REGISTRY/$1"
}

for name in owner member dev stranger; do
  api POST /users "{\"name\":\"$org-$name\",\"password\":\"$password\"}"
done
api POST /organisations "{\"name\":\"$org\"}"
api PUT "/organisations/$org/members/$org-owner" '{"owner":true}'
api PUT "/organisations/$org/members/$org-member" '{"owner":false}'
api PUT "/organisations/$org/members/$org-dev" '{"owner":false}'
api POST "/organisations/$org/teams" '{"name":"devs"}'
api PUT "/organisations/$org/teams/devs/members/$org-dev" '{}'

# the owner's first push makes the repository
as "$org-owner" "$password" push_busybox "$org/app:1"
as "$org-owner" "$password" push_busybox "$org/other:1"
api PUT "/repositories/$org/app/-/grants" '{"kind":"team","name":"devs","role":"write"}'

# a member reads, and is told who can help with more
as "$org-member" "$password" pull "$org/app:1"
expect "$(refused_push "$org-member" "$password" "$org/app:2")" "denied: you may read $org/app but not change it"

# the team writes here, and not in the other repository
as "$org-dev" "$password" push_busybox "$org/app:3"
expect "$(refused_push "$org-dev" "$password" "$org/other:2")" "denied: you may read $org/other but not change it"

# a robot of the organisation, with docker's own idea of a user name
api POST "/organisations/$org/robots" '{"name":"ci","role":"write"}'
secret="$(api POST "/organisations/$org/robots/ci/tokens" '{"name":"e2e","rights":["read","write"]}' | json secret)"
as "$org+ci" "$secret" push_busybox "$org/app:4"
as "$org+ci" "$secret" pull "$org/app:4"

# a token for one repository is good for that one
limited="$(api POST "/organisations/$org/robots/ci/tokens" \
  "{\"name\":\"one\",\"rights\":[\"read\",\"write\"],\"repositories\":[\"$org/app\"]}" | json secret)"
rm -rf "docker-$org+ci"
as "$org+ci" "$limited" push_busybox "$org/app:5"
expect "$(refused_push "$org+ci" "$limited" "$org/other:5")" "denied: "
expect "$(refused as "$org+ci" "$limited" pull "$org/other:1")" "not found"

# a stranger and nobody learn nothing: not even that there is such a repository
for missing in "$org/app:1" "$org/none:1"; do
  said="$(refused as "$org-stranger" "$password" pull "$missing")"
  expect "$said" "not found"
  expect "$(refused_push "$org-stranger" "$password" "$missing")" "denied: you may not change ${missing%:1}"
done
export DOCKER_CONFIG="$PWD/nobody"
expect "$(refused pull "$org/app:1")" "not found"
refused push_busybox "$org/app:6"

# what is taken away ends with the next sign-in
api DELETE "/organisations/$org/members/$org-dev"
rm -rf "docker-$org-dev"
expect "$(refused_push "$org-dev" "$password" "$org/app:7")" "denied: you may not change $org/app"
api PATCH "/organisations/$org/robots/ci" '{"disabled":true}'
rm -rf "docker-$org+ci"
expect "$(refused docker --config "$PWD/fresh" login --username "$org+ci" --password "$secret" "$E2E_REGISTRY")" "unauthorized"
