# What a case may use. It runs in a shell of its own with `set -euo pipefail`; its output is its log.

source "$E2E_DIR/lib/images.sh"
source "$E2E_DIR/lib/http.sh"

# Traces go to the log only, also where a case captures what a client says.
exec {BASH_XTRACEFD}>&2
set -x
cd "$(mktemp -d)"

fail() {
  set +x
  echo "FAILED: $*"
  exit 1
}

# expect TEXT WORDS: the words stand somewhere in the text.
expect() {
  if [[ "$1" != *"$2"* ]]; then fail "expected «$2» in: $1"; fi
}

expect_equal() {
  if [[ "$1" != "$2" ]]; then fail "expected «$2», got «$1»"; fi
}

# refused COMMAND…: the command must fail; prints all that it said.
refused() {
  if "$@" 2>&1; then fail "this should have been refused: $*"; fi
}

# push_busybox NAME:TAG: a small image of this run under that name.
push_busybox() {
  docker tag e2e/busybox:1 "$E2E_REGISTRY/$1"
  docker push "$E2E_REGISTRY/$1"
}

forget_image() { docker image rm --force "$@" >/dev/null; }

image_id() { docker image inspect --format '{{.Id}}' "$1"; }

# read_in_image IMAGE PATH: the file's bytes, without running anything.
read_in_image() {
  local container
  container="$(docker create "$1" true)"
  docker cp "$container:$2" - | tar --extract --to-stdout
  docker rm "$container" >/dev/null
}

# browser SCRIPT ARGUMENT…: runs browser/SCRIPT.mjs with what package-lock.json names.
browser() {
  local folder="$E2E_WORK/browser"
  mkdir -p "$folder"
  cp "$E2E_DIR"/browser/{package.json,package-lock.json,.npmrc,*.mjs} "$folder"
  if [[ ! -d "$folder/node_modules" ]]; then npm ci --prefix "$folder" --no-progress; fi
  node "$folder/$1.mjs" "${@:2}"
}

# cut_proxy up|down BYTES LOG: starts a proxy that breaks one connection; sets PROXY to its host:port.
cut_proxy() {
  python3 "$E2E_DIR/lib/cut-proxy.py" "$E2E_REGISTRY" "$1" "$2" "$3" &
  trap 'kill $(jobs -p) || true' EXIT
  local tick
  for ((tick = 0; tick < 50; tick++)); do
    if [[ -s "$3" ]]; then break; fi
    sleep 0.1
  done
  PROXY="127.0.0.1:$(sed -n 's/^listening on //p' "$3")"
}
