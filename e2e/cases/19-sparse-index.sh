# An index may name manifests that are not here; an image may not name layers that are not here.

name="$E2E_USER/sparse"
printf '{}' >empty
echo 'not pushed' >absent
push_blob "$name" empty
config="$(descriptor application/vnd.oci.empty.v1+json empty)"
image=application/vnd.oci.image.manifest.v1+json

cat >image <<EOF
{"schemaVersion":2,"mediaType":"$image","config":$config,"layers":[$(descriptor application/octet-stream absent)]}
EOF
code="$(put_manifest "$name" image image)"
if [[ "$code" != 4?? ]]; then fail "an image with a missing layer gave $code"; fi
expect "$(cat body)" MANIFEST_BLOB_UNKNOWN

cat >index <<EOF
{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[$(descriptor "$image" absent)]}
EOF
expect_equal "$(put_manifest "$name" index index)" 201
http "$E2E_BASE/v2/$name/manifests/index" | cmp - index
