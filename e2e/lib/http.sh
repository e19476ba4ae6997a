# Raw registry requests for what no packaged client sends.

http() { curl --silent --show-error --user "$E2E_USER:$E2E_PASSWORD" "$@"; }

http_code() { http --output /dev/null --write-out '%{http_code}' "$@"; }

digest_of() { echo "sha256:$(sha256sum "$1" | cut -d ' ' -f 1)"; }

# push_blob REPOSITORY FILE
push_blob() {
  local location
  location="$(http --request POST --dump-header - --output /dev/null "$E2E_BASE/v2/$1/blobs/uploads/" |
    tr -d '\r' | sed -n 's/^[Ll]ocation: //p')"
  if [[ "$location" == /* ]]; then location="$E2E_BASE$location"; fi
  location+="$([[ "$location" == *\?* ]] && echo '&' || echo '?')digest=$(digest_of "$2")"
  expect_equal "$(http_code --request PUT --header 'Content-Type: application/octet-stream' \
    --data-binary "@$2" "$location")" 201
}

# put_manifest REPOSITORY REFERENCE FILE: prints the answer's code; its headers and body go to files of these names.
put_manifest() {
  http --request PUT --write-out '%{http_code}' --dump-header headers --output body --data-binary "@$3" \
    --header "Content-Type: $(json mediaType <"$3")" "$E2E_BASE/v2/$1/manifests/$2"
}

json() { python3 "$E2E_DIR/lib/json-value.py" "$@"; }

# descriptor MEDIA-TYPE FILE
descriptor() {
  printf '{"mediaType":"%s","digest":"%s","size":%d}' "$1" "$(digest_of "$2")" "$(stat --format %s "$2")"
}
