#!/bin/sh
# The start of the local PostgreSQL image: POSTGRES_USER, POSTGRES_PASSWORD and POSTGRES_DB as in the official image.
set -eu

export PATH="/opt/postgres/bin:$PATH" PGDATA=/var/lib/postgresql/data
user="${POSTGRES_USER:-postgres}"
database="${POSTGRES_DB:-$user}"

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  echo "$POSTGRES_PASSWORD" >/tmp/password
  initdb --username="$user" --pwfile=/tmp/password --auth=scram-sha-256 --encoding=UTF8 --locale=C >/dev/null
  rm /tmp/password
  echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
  if [ "$database" != postgres ]; then
    echo "CREATE DATABASE \"$database\"" | postgres --single -D "$PGDATA" postgres >/dev/null
  fi
  # The official image starts twice, and whoever waits for it waits for this line twice.
  echo "database system is ready to accept connections"
fi
if [ "${1:-postgres}" != postgres ]; then exec "$@"; fi
shift
exec postgres -D "$PGDATA" -c listen_addresses='*' -c unix_socket_directories=/run/postgresql "$@"
