# Three replicas whose blobs lie in a bucket: the clients and the conformance suite notice nothing.

REPLICAS="$E2E_WORK/replicas-bucket"
source "$E2E_DIR/lib/server.sh"
source "$E2E_DIR/lib/replicas.sh"
[[ -z "$E2E_GIVEN_REGISTRY" ]] || { echo "a registry was given" >"$E2E_WORK/skipped"; exit 0; }
mkdir -p "$REPLICAS"
trap stop_replicas EXIT
start_bucket
need_replicas

source "$E2E_DIR/cases/85-replicas-clients.sh"

# one blob of many parts, through whichever replica, and back by ranges
head -c 40000000 /dev/urandom >large
location="$(http --request POST --dump-header - --output /dev/null "$E2E_BASE/v2/$E2E_USER/large/blobs/uploads/" |
  tr -d '\r' | sed -n 's/^[Ll]ocation: //p')"
if [[ "$location" == /* ]]; then location="$E2E_BASE$location"; fi
expect_equal "$(http_code --request PATCH --header 'Content-Type: application/octet-stream' --upload-file large "$location")" 202
location+="$([[ "$location" == *\?* ]] && echo '&' || echo '?')digest=$(digest_of large)"
expect_equal "$(http_code --request PUT --data '' "$location")" 201
blob="$E2E_BASE/v2/$E2E_USER/large/blobs/$(digest_of large)"
http --output again "$blob"
cmp large again
http --output part --range 8388600-16777300 "$blob"
cmp part <(tail -c +8388601 large | head -c 8388701)

expect "$(check_replicas 2)" "Nothing is wrong"

source "$E2E_DIR/lib/suite.sh"
if ! go="$(new_enough_go)"; then
  echo "no Go 1.24 or newer: without the conformance suite"
  exit 0
fi
HOME="$E2E_REAL_HOME" build_suite "$go"
mkdir -p "$E2E_OUT/conformance"
(
  turn_everything_on
  suite replicas-bucket 1.1 || true
  python3 "$E2E_DIR/lib/suite-result.py" replicas-bucket "$E2E_OUT/conformance/replicas-bucket/junit.xml"
)
