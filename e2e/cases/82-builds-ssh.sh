# Private sources: Git over SSH with a deploy key of Slipway's, Git over HTTP with a token; and deliveries as the other
# providers sign them.

source "$E2E_DIR/lib/builds.sh"
needs_builder
git_client
mkdir git && cd git && sources "$PWD/app" && cd ..
printf 'FROM scratch\nCOPY word /\n' >git/app/Dockerfile
echo private >git/app/word
commit="$(commit git/app 'Begin')"
rule='{"rules":[{"source":"branch","pattern":"main","tags":["latest"]}]}'

# trigger NAME JSON: of a new repository; sets hook and secret.
trigger() {
  api POST /repositories "{\"name\":\"$E2E_USER/$1\"}"
  triggers="/repositories/$E2E_USER/$1/-/build-triggers"
  triggers="$triggers/$(api POST "$triggers" "$2" | json id)"
  api PUT "$triggers/rules" "$rule"
  hook="$(api GET "$triggers/hook" | json url)"
  secret="$(api GET "$triggers/hook" | json secret)"
}

pulled() {
  docker pull "$E2E_REGISTRY/$E2E_USER/$1:latest"
  expect_equal "$(read_in_image "$E2E_REGISTRY/$E2E_USER/$1:latest" /word)" private
}

# deliver EVENT-HEADER SIGNATURE-HEADER [HEADER]: what lies in the file payload; prints the answer.
deliver() {
  curl --silent --show-error --fail-with-body --header 'Content-Type: application/json' \
    --header "$1" --header "$2" --header "${3:-X-Nothing: 0}" --data-binary @payload "$hook"
}

# by SSH, with any Git server's own hook: the public half of the key is what the provider is given
ssh_server
trigger by-ssh "{\"provider\":\"git\",\"url\":\"ssh://root@127.0.0.1:$SSH_PORT$PWD/git/app.git\",
  \"access\":\"key\",\"hostKeys\":[\"$SSH_HOST_KEY\"]}"
authorize "$(api GET "$triggers" | json publicKey)"
printf '{"ref":"refs/heads/main","commit":"%s","default_branch":"main"}' "$commit" >payload
expect "$(deliver "X-Slipway-Event: push" "X-Slipway-Signature-256: sha256=$(hmac "$secret" payload)")" '"builds":[1]'
await_build "$E2E_USER/by-ssh" 1 succeeded
pulled by-ssh

# another host key is another host
api PATCH "$triggers" '{"hostKeys":["[127.0.0.1]:'"$SSH_PORT"' ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHUnZ5Jq0XkS4oZTI6Hhz2bUVXfYyjkVfdeY5H3wqTfM"]}'
printf '{"ref":"refs/heads/main","commit":"%s","message":"again"}' "$commit" >payload
expect "$(deliver "X-Slipway-Event: push" "X-Slipway-Signature-256: sha256=$(hmac "$secret" payload)")" '"builds":[2]'
await_build "$E2E_USER/by-ssh" 2 failed
expect_equal "$(json reason <build)" clone

# by HTTP with a token, from GitLab with its shared secret
git_server git ada:glpat-secret-token
token="{\"url\":\"http://127.0.0.1:$GIT_PORT/app.git\",\"access\":\"token\",\"login\":\"ada\",\"token\":\"glpat-secret-token\""
trigger by-token "$token,\"provider\":\"gitlab\"}"
cat >payload <<EOF
{"object_kind":"push","event_name":"push","before":"0000000000000000000000000000000000000000","after":"$commit",
"ref":"refs/heads/main","checkout_sha":"$commit","user_name":"Ada","project":{"name":"app","default_branch":"main",
"git_http_url":"http://example.org/app.git"},"commits":[{"id":"$commit","message":"Begin","title":"Begin",
"author":{"name":"Ada","email":"ada@example.org"}}],"total_commits_count":1}
EOF
expect "$(refused deliver 'X-Gitlab-Event: Push Hook' "X-Gitlab-Token: wrong")" '"status":401'
expect "$(deliver 'X-Gitlab-Event: Push Hook' "X-Gitlab-Token: $secret")" '"builds":[1]'
await_build "$E2E_USER/by-token" 1 succeeded
pulled by-token
if build_log "$E2E_USER/by-token" 1 | grep glpat; then fail "the log has the token"; fi

# from Gitea, and from Bitbucket
trigger by-gitea "$token,\"provider\":\"gitea\"}"
cat >payload <<EOF
{"ref":"refs/heads/main","before":"0000000000000000000000000000000000000000","after":"$commit","compare_url":"",
"commits":[{"id":"$commit","message":"Begin\n","url":"","author":{"name":"Ada","email":"ada@example.org","username":"ada"}}],
"total_commits":1,"head_commit":{"id":"$commit","message":"Begin\n","author":{"name":"Ada","email":"ada@example.org"}},
"repository":{"id":1,"name":"app","full_name":"ada/app","default_branch":"main"},"pusher":{"login":"ada"}}
EOF
expect "$(deliver 'X-Gitea-Event: push' "X-Gitea-Signature: $(hmac "$secret" payload)" 'X-Gitea-Delivery: one')" '"builds":[1]'
expect "$(deliver 'X-Gitea-Event: push' "X-Gitea-Signature: $(hmac "$secret" payload)" 'X-Gitea-Delivery: one')" '"repeated":true'
await_build "$E2E_USER/by-gitea" 1 succeeded
pulled by-gitea
trigger by-bitbucket "$token,\"provider\":\"bitbucket\"}"
cat >payload <<EOF
{"actor":{"display_name":"Ada","type":"user"},"repository":{"type":"repository","full_name":"ada/app","name":"app"},
"push":{"changes":[{"old":null,"new":{"type":"branch","name":"main","target":{"type":"commit","hash":"$commit",
"message":"Begin\n","author":{"raw":"Ada <ada@example.org>","type":"author"}}},"created":true,"closed":false,"forced":false}]}}
EOF
expect "$(deliver 'X-Event-Key: repo:push' "X-Hub-Signature: sha256=$(hmac "$secret" payload)" 'X-Request-UUID: two')" '"builds":[1]'
await_build "$E2E_USER/by-bitbucket" 1 succeeded
pulled by-bitbucket
