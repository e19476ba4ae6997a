# From a push to Git to a tag: a real Git server over HTTP, deliveries as GitHub signs them, real buildah as a user who
# is not root, a base image of this registry, stages, an argument and a secret; the cache, a failure and a cancel.

source "$E2E_DIR/lib/builds.sh"
needs_builder
git_client
mkdir git && cd git && sources "$PWD/app" && cd ..
app=git/app
git_server git
name="$E2E_USER/from-git"

push_busybox "$E2E_USER/base:1"
api PATCH "/repositories/$E2E_USER/base" '{"visibility":"public"}'
api POST /repositories "{\"name\":\"$name\"}"
trigger="$(api POST "/repositories/$name/-/build-triggers" \
  "{\"provider\":\"github\",\"url\":\"http://127.0.0.1:$GIT_PORT/app.git\"}" | json id)"
triggers="/repositories/$name/-/build-triggers/$trigger"
api PUT "$triggers/secrets/pin" '{"value":"xyzzy-1234-secret"}'
api PUT "$triggers/rules" '{"rules":[
  {"source":"branch","pattern":"main","tags":["latest","{commit}"],"arguments":{"WORD":"hello"},"testTarget":"check"},
  {"source":"branch","pattern":"broken","tags":["broken"]},
  {"source":"branch","pattern":"slow","tags":["slow"]},
  {"source":"tag","pattern":"/v([0-9]+)/","tags":["{\\1}"]}]}'
hook="$(api GET "$triggers/hook" | json url)"
secret="$(api GET "$triggers/hook" | json secret)"

cat >$app/Dockerfile <<EOF
FROM $E2E_REGISTRY/$E2E_USER/base:1 AS compile
ARG WORD
COPY word.sh /
RUN sh /word.sh "\$WORD" >/said
RUN --mount=type=secret,id=pin sha256sum /run/secrets/pin | cut -c 1-64 >/pin && cat /run/secrets/pin

FROM compile AS check
RUN grep hello /said

FROM $E2E_REGISTRY/$E2E_USER/base:1
COPY --from=compile /said /pin /
CMD ["cat", "/said"]
EOF
echo 'echo "$1, world"' >$app/word.sh
first="$(commit $app 'Say hello')"

# a push, a build, a tag
expect "$(github_push "$hook" "$secret" "$first")" '"builds":[1]'
await_build "$name" 1 succeeded
expect_equal "$(json commit <build)" "$first"
log="$(build_log "$name" 1)"
expect "$log" "***"
if [[ "$log" == *xyzzy-1234-secret* ]]; then fail "the log has the secret"; fi
docker pull "$E2E_REGISTRY/$name:latest"
docker pull "$E2E_REGISTRY/$name:${first:0:7}"
expect_equal "$(read_in_image "$E2E_REGISTRY/$name:latest" /said)" "hello, world"
expect_equal "$(read_in_image "$E2E_REGISTRY/$name:latest" /pin)" \
  "$(printf xyzzy-1234-secret | sha256sum | cut -c 1-64)"
expect_equal "$(docker run --rm --network none "$E2E_REGISTRY/$name:latest")" "hello, world"
labels="$(docker image inspect --format '{{json .Config.Labels}}' "$E2E_REGISTRY/$name:latest")"
expect "$labels" "\"org.opencontainers.image.revision\":\"$first\""
expect "$labels" '"org.opencontainers.image.source":"http://127.0.0.1:'
if docker image history --no-trunc "$E2E_REGISTRY/$name:latest" | grep xyzzy; then fail "the history has the secret"; fi

# its tags are the builds' own
expect "$(refused push_busybox "$name:latest")" "is made by automated builds"
push_busybox "$name:by-hand"

# the second one builds with what the first one left
echo 'echo "$1, moon"' >$app/word.sh
echo unrelated >$app/README
second="$(commit $app 'Say it to the moon')"
expect "$(github_push "$hook" "$secret" "$second")" '"builds":[2]'
await_build "$name" 2 succeeded
expect "$(build_log "$name" 2)" "Using cache"
docker pull "$E2E_REGISTRY/$name:latest"
expect_equal "$(read_in_image "$E2E_REGISTRY/$name:latest" /said)" "hello, moon"

# a Git tag, a pattern
git -C $app tag v7 && git -C $app push --quiet origin v7
expect "$(github_push "$hook" "$secret" "$second" refs/tags/v7)" '"builds":[3]'
await_build "$name" 3 succeeded
docker pull "$E2E_REGISTRY/$name:7"

# a wrong signature, and what nobody asked for
expect "$(refused github_push "$hook" wrong "$second")" '"status":401'
expect "$(github_push "$hook" "$secret" "$second" refs/heads/other)" '"reason":"no-rule"'

# a Dockerfile that fails, with its log
git -C $app switch --quiet --create broken
printf 'FROM %s\nRUN echo going; exit 3\n' "$E2E_REGISTRY/$E2E_USER/base:1" >$app/Dockerfile
broken="$(commit $app 'Break it')"
expect "$(github_push "$hook" "$secret" "$broken" refs/heads/broken)" '"builds":[4]'
await_build "$name" 4 failed
expect_equal "$(json reason <build)" step
expect "$(build_log "$name" 4)" "going"
expect "$(http_code "$E2E_BASE/v2/$name/manifests/broken")" 404

# a test stage that fails pushes nothing
git -C $app switch --quiet main
echo 'echo nothing' >$app/word.sh
untested="$(commit $app 'Fail the test')"
expect "$(github_push "$hook" "$secret" "$untested")" '"builds":[5]'
await_build "$name" 5 failed
expect_equal "$(json reason <build)" test
expect "$(http_code "$E2E_BASE/v2/$name/manifests/${untested:0:7}")" 404

# cancel ends all that runs, within two seconds
git -C $app switch --quiet --create slow
printf 'FROM %s\nRUN sleep 987654\n' "$E2E_REGISTRY/$E2E_USER/base:1" >$app/Dockerfile
slow="$(commit $app 'Take long')"
expect "$(github_push "$hook" "$secret" "$slow" refs/heads/slow)" '"builds":[6]'
for ((tick = 0; tick < 300; tick++)); do
  if pgrep --full 'sleep 987654' >/dev/null; then break; fi
  sleep 0.1
done
pgrep --full 'sleep 987654'
api POST "/repositories/$name/-/builds/6/cancel" '{}'
sleep 2
if pgrep --full 'sleep 987654'; then fail "still running two seconds after the cancel"; fi
await_build "$name" 6 cancelled

# nothing is left of any of them: no process, no mount
if pgrep --full --list-full -- '(^|/)(buildah|runc) '; then fail "processes are left"; fi
