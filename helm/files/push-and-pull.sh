# What `helm test` runs: signs in, pushes a small image, pulls it, compares and deletes it. Speaks HTTP by bash alone, so that Slipway's
# own image can run it. REGISTRY is host:port; TEST_USERNAME and TEST_PASSWORD may be missing: then only the door is looked at.
set -euo pipefail
cd "$(mktemp -d)"
fail() { echo "FAILED: $*" >&2; exit 1; }

# call METHOD PATH BODY HEADER…: the status goes into `status`, headers and body into files
call() {
  local method=$1 path=$2 body=$3 header length
  shift 3
  length=$(wc -c <"$body")
  exec 3<>"/dev/tcp/${REGISTRY%:*}/${REGISTRY##*:}"
  {
    printf '%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Length: %s\r\n' "$method" "$path" "$REGISTRY" "$length"
    for header in "$@"; do printf '%s\r\n' "$header"; done
    printf '\r\n'
    cat "$body"
  } >&3
  cat <&3 >answer
  exec 3>&-
  sed '/^\r$/q' answer | tr -d '\r' >headers
  sed '1,/^\r$/d' answer >body
  status=$(sed -n '1s:HTTP/1.1 \([0-9]*\).*:\1:p' headers)
}
header_of() { sed -n "s/^$1: //Ip" headers; }
digest_of() { echo "sha256:$(sha256sum <"$1" | cut -d' ' -f1)"; }
expect() { [[ $status == "$1" ]] || fail "$2: $status instead of $1: $(head -c 600 body)"; }

# networks that enforce policies take a moment until they let a new pod through
for ((second = 0; second < 30; second++)); do
  if (exec 3<>"/dev/tcp/${REGISTRY%:*}/${REGISTRY##*:}") 2>/dev/null; then break; fi
  sleep 1
done

: >nothing
call GET /readyz nothing
expect 200 "ready"
call GET /v2/ nothing
expect 401 "without signing in"
[[ $(header_of WWW-Authenticate) == Bearer* ]] || fail "no token is offered: $(header_of WWW-Authenticate)"
echo "$REGISTRY is ready and asks who is there."
if [[ -z ${TEST_PASSWORD:-} ]]; then
  echo "Nothing pushed: no Secret holds a password. Set tests.existingSecret to one."
  exit 0
fi

repository=${REPOSITORY:-$TEST_USERNAME/helm-test}
basic=$(printf '%s:%s' "$TEST_USERNAME" "$TEST_PASSWORD" | base64 -w 0)
call GET "/token?service=$REGISTRY&scope=repository:$repository:pull,push,delete" nothing "Authorization: Basic $basic"
expect 200 "signing in as $TEST_USERNAME"
token=$(sed -n 's/.*"token" *: *"\([^"]*\)".*/\1/p' body)
[[ -n $token ]] || fail "no token in the answer"
bearer="Authorization: Bearer $token"
echo "Signed in as $TEST_USERNAME."

# push_blob FILE
push_blob() {
  local place
  call POST "/v2/$repository/blobs/uploads/" nothing "$bearer"
  expect 202 "starting an upload"
  place=$(header_of Location)
  if [[ $place == *://* ]]; then place="/${place#*://*/}"; fi
  [[ $place == *\?* ]] && place+='&' || place+='?'
  call PUT "${place}digest=$(digest_of "$1")" "$1" "$bearer" 'Content-Type: application/octet-stream'
  expect 201 "pushing a blob"
}
printf '{}' >config
head -c 1048576 /dev/urandom >layer
push_blob config
push_blob layer
layer=$(digest_of layer)
printf '{"schemaVersion":2,"mediaType":"%s","artifactType":"application/vnd.slipway.test","config":%s,"layers":[%s]}' \
  application/vnd.oci.image.manifest.v1+json \
  '{"mediaType":"application/vnd.oci.empty.v1+json","digest":"'"$(digest_of config)"'","size":2}' \
  '{"mediaType":"application/octet-stream","digest":"'"$layer"'","size":1048576}' >manifest
call PUT "/v2/$repository/manifests/test" manifest "$bearer" 'Content-Type: application/vnd.oci.image.manifest.v1+json'
expect 201 "pushing the image"
echo "Pushed $repository:test."

call GET "/v2/$repository/manifests/test" nothing "$bearer"
expect 200 "pulling the image"
cmp body manifest || fail "another manifest came back"
call GET "/v2/$repository/blobs/$layer" nothing "$bearer"
if [[ $status == 307 ]]; then
  echo "The layer comes from $(header_of Location | cut -d/ -f3): not fetched here."
else
  expect 200 "pulling the layer"
  cmp body layer || fail "another layer came back"
fi
echo "Pulled it: the same bytes."
call DELETE "/v2/$repository/manifests/$(digest_of manifest)" nothing "$bearer"
expect 202 "deleting the image"
echo "Deleted it. All is well."
