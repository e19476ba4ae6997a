# A Helm chart as helm stores it: its own config type and one archive. docker says that it cannot pull it.

name="$E2E_USER/charts/demo"
mkdir demo
printf 'apiVersion: v2\nname: demo\nversion: 0.1.0\n' >demo/Chart.yaml
tar --create --gzip --file demo-0.1.0.tgz demo
printf '{"apiVersion":"v2","name":"demo","version":"0.1.0"}' >config
push_blob "$name" config
push_blob "$name" demo-0.1.0.tgz
cat >chart <<EOF
{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
 "config":$(descriptor application/vnd.cncf.helm.config.v1+json config),
 "layers":[$(descriptor application/vnd.cncf.helm.chart.content.v1.tar+gzip demo-0.1.0.tgz)]}
EOF
expect_equal "$(put_manifest "$name" 0.1.0 chart)" 201
http "$E2E_BASE/v2/$name/blobs/$(digest_of demo-0.1.0.tgz)" | cmp - demo-0.1.0.tgz
expect "$(refused docker pull "$E2E_REGISTRY/$name:0.1.0")" "application/vnd.cncf.helm.config.v1+json"
