# docker-compose.yml and its overlays, read by the loader of Docker Compose itself; without secrets nothing starts.

source "$E2E_DIR/lib/suite.sh"
if ! go="$(new_enough_go)"; then
  echo "the loader of Docker Compose needs Go 1.24 or newer" >"$E2E_WORK/skipped"
  exit 0
fi
top="$(cd "$E2E_DIR/.." && pwd)"
(cd "$E2E_DIR/compose-config" && HOME="${E2E_REAL_HOME:-$HOME}" "$go" build -o "$E2E_WORK/compose-config" .)
cd "$top"
config() { "$E2E_WORK/compose-config" "$@"; }

export SLIPWAY_MASTER_KEY=a SLIPWAY_ADMIN_PASSWORD=b POSTGRES_PASSWORD=c BUILDER_PASSWORD=d
expect "$(config docker-compose.yml)" "slipway 5000"
for name in SLIPWAY_MASTER_KEY SLIPWAY_ADMIN_PASSWORD POSTGRES_PASSWORD BUILDER_PASSWORD; do
  expect "$(refused env --unset "$name" "$E2E_WORK/compose-config" docker-compose.yml)" "$name is missing a value"
done
for overlay in tls:SLIPWAY_HOST s3:S3_SECRET_KEY observability:GRAFANA_PASSWORD; do
  expect "$(refused config docker-compose.yml "docs/compose/compose.${overlay%:*}.yml")" "is missing a value"
done
export SLIPWAY_HOST=registry.example.org S3_ACCESS_KEY=e S3_SECRET_KEY=f GRAFANA_PASSWORD=g
all="$(config docker-compose.yml docs/compose/compose.{tls,s3,observability}.yml)"
expect "$all" "proxy 80,443"
expect "$all" "grafana 127.0.0.1:3000"
# behind the proxy nobody reaches it past TLS
expect "$all"$'\n' $'slipway \n'
