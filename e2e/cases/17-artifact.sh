# An OCI artifact, another one about it, and the list of referrers.

name="$E2E_USER/artifact"
printf '{}' >empty
echo 'some bytes' >payload
push_blob "$name" empty
push_blob "$name" payload

artifact() {
  cat <<EOF
{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"$1",
 "config":$(descriptor application/vnd.oci.empty.v1+json empty),
 "layers":[$(descriptor application/octet-stream payload)]${2:-}}
EOF
}

artifact application/vnd.example.thing.v1 >thing
expect_equal "$(put_manifest "$name" 1 thing)" 201
http "$E2E_BASE/v2/$name/manifests/1" | cmp - thing

subject=",\"subject\":$(descriptor application/vnd.oci.image.manifest.v1+json thing),\"annotations\":{\"a\":\"b\"}"
artifact application/vnd.example.sbom.v1 "$subject" >sbom
expect_equal "$(put_manifest "$name" "$(digest_of sbom)" sbom)" 201
expect "$(tr -d '\r' <headers)" "OCI-Subject: $(digest_of thing)"

http "$E2E_BASE/v2/$name/referrers/$(digest_of thing)" >referrers
expect_equal "$(json manifests.0.digest <referrers)" "$(digest_of sbom)"
expect_equal "$(json manifests.0.artifactType <referrers)" application/vnd.example.sbom.v1
expect_equal "$(json manifests.0.annotations.a <referrers)" b
