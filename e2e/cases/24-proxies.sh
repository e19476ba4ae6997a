# The proxies of docs/proxies.md, as they stand there but for names, ports and certificates: a large blob through TLS, both ways.

source "$E2E_DIR/lib/debian.sh"
if [[ "$E2E_REGISTRY" != 127.* && "$E2E_REGISTRY" != localhost:* ]]; then
  echo "the registry is elsewhere and does not believe a proxy on this machine" >"$E2E_WORK/skipped"
  exit 0
fi
size=$((256 * 1024 * 1024))
host=registry.example.org
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=$host" \
  -addext "subjectAltName=DNS:$host" -keyout privkey.pem -out fullchain.pem
cat fullchain.pem privkey.pem >both.pem
# no two pieces are the same, so that a piece in the wrong place shows
head -c "$size" /dev/zero | openssl enc -aes-128-ctr -K 00112233445566778899aabbccddeeff -iv "$(openssl rand -hex 16)" >blob
digest="$(digest_of blob)"
trap 'kill $(jobs -p)' EXIT

# adapted FILE PORT: the configuration of the guide for this place
adapted() {
  sed -e "s|/etc/ssl/registry|$PWD|; s|127\.0\.0\.1:5000|$E2E_REGISTRY|" \
    -e "s|listen 443 ssl|listen 127.0.0.1:$2 ssl|; s|bind :443|bind 127.0.0.1:$2|" \
    -e "s|^$host {|https://$host:$2 {\n\ttls $PWD/fullchain.pem $PWD/privkey.pem|" \
    -e "s|address: \":443\"|address: \"127.0.0.1:$2\"|; s|/etc/traefik|$PWD|" "$E2E_DIR/../docs/proxies/$1"
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# through PORT CURL-OPTION…
through() {
  local port=$1
  shift
  curl --silent --show-error --cacert fullchain.pem --resolve "$host:$port:127.0.0.1" --user "$E2E_USER:$E2E_PASSWORD" "$@"
}

# push_and_pull NAME PORT
push_and_pull() {
  local base="https://$host:$2" repository="$E2E_USER/behind-$1" place tick
  for ((tick = 0; tick < 100; tick++)); do
    if [[ "$(through "$2" --output /dev/null --write-out '%{http_code}' "$base/readyz")" == 200 ]]; then break; fi
    sleep 0.1
  done
  # whoever asks is sent to the address that it came by
  expect "$(curl --silent --cacert fullchain.pem --resolve "$host:$2:127.0.0.1" --dump-header - "$base/v2/")" \
    "realm=\"https://$host:$2/token\""
  place="$(through "$2" --request POST --dump-header - --output /dev/null "$base/v2/$repository/blobs/uploads/" |
    tr -d '\r' | sed -n 's/^[Ll]ocation: //p')"
  if [[ "$place" == /* ]]; then place="$base$place"; fi
  expect_equal "$(through "$2" --request PATCH --header 'Transfer-Encoding: chunked' --upload-file - --output /dev/null \
    --header 'Content-Type: application/octet-stream' --write-out '%{http_code}' "$place" <blob)" 202
  expect_equal "$(through "$2" --request PUT --data '' --output /dev/null --write-out '%{http_code}' \
    "$place$([[ "$place" == *\?* ]] && echo '&' || echo '?')digest=$digest")" 201
  through "$2" "$base/v2/$repository/blobs/$digest" | cmp - blob
  echo "$1: $((size / 1024 / 1024)) MB both ways"
}

tried=()
port="$(free_port)"
if nginx="$(debian_program nginx /usr/sbin/nginx)"; then
  mkdir -p nginx
  { echo "daemon off; pid $PWD/nginx/pid; error_log $PWD/nginx/error.log; events {} http { access_log off;"
    for part in client_body proxy fastcgi uwsgi scgi; do echo "${part}_temp_path $PWD/nginx/$part 1;"; done
    adapted nginx.conf "$port"; echo "}"; } >nginx/nginx.conf
  "$nginx" -c "$PWD/nginx/nginx.conf" -p "$PWD/nginx" &
  push_and_pull nginx "$port"
  # a file on its disk leaves a numbered folder behind
  expect_equal "$(find nginx/client_body nginx/proxy -mindepth 1)" ""
  tried+=(nginx)
fi
port="$(free_port)"
if haproxy="$(debian_program haproxy /usr/sbin/haproxy)"; then
  adapted haproxy.cfg "$port" >haproxy.cfg
  "$haproxy" -db -f haproxy.cfg &
  push_and_pull haproxy "$port"
  tried+=(haproxy)
fi
port="$(free_port)"
if caddy="$(debian_program caddy /usr/bin/caddy)"; then
  { printf '{\n\tadmin off\n\tauto_https disable_redirects\n\tskip_install_trust\n}\n'; adapted Caddyfile "$port"; } >Caddyfile
  XDG_DATA_HOME="$PWD/caddy" XDG_CONFIG_HOME="$PWD/caddy" "$caddy" run --config Caddyfile --adapter caddyfile &
  push_and_pull caddy "$port"
  tried+=(caddy)
fi
# Debian has none: this is for machines that do
if traefik="$(command -v traefik)"; then
  port="$(free_port)"
  adapted traefik.yml "$port" >traefik.yml
  { adapted traefik-slipway.yml "$port"
    printf 'tls: { certificates: [{ certFile: %s, keyFile: %s }] }\n' "$PWD/fullchain.pem" "$PWD/privkey.pem"; } >slipway.yml
  "$traefik" --configFile=traefik.yml &
  push_and_pull traefik "$port"
  tried+=(traefik)
fi
if ((${#tried[@]} < 3)); then echo "not all proxies were tried, for want of Debian's packages: only ${tried[*]:-none}"; fi
