#!/usr/bin/env bash
# Makes the role of builders with BUILDER_PASSWORD; Slipway grants it what it needs at its next start. The container of PostgreSQL runs
# this once, with an empty volume; for one that has data: docker compose exec database /docker-entrypoint-initdb.d/roles.sh
set -euo pipefail
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\getenv password BUILDER_PASSWORD
SELECT 'CREATE ROLE slipway_builder LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'slipway_builder') \gexec
ALTER ROLE slipway_builder PASSWORD :'password';
SQL
