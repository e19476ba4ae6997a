# Runs cases one after the other, counts them, and leaves the machine as it was.

E2E_PASSED=0
E2E_FAILED=0

wanted() {
  local case="$1" word
  shift
  if (($# == 0)); then return; fi
  for word in "$@"; do
    if [[ "$(basename "$case")" == *"$word"* ]]; then return; fi
  done
  return 1
}

run_case() {
  local name log began=$EPOCHREALTIME verdict=ok
  name="$(basename "$1" .sh)"
  log="$E2E_OUT/$name.log"
  if bash -euo pipefail -c 'source "$E2E_DIR/lib/case.sh"; source "$1"' case "$1" >"$log" 2>&1; then
    E2E_PASSED=$((E2E_PASSED + 1))
  else
    verdict=FAILED
    E2E_FAILED=$((E2E_FAILED + 1))
  fi
  if [[ -e "$E2E_WORK/skipped" ]]; then
    printf 'SKIP   %-28s %s\n' "$name" "$(cat "$E2E_WORK/skipped")"
    rm "$E2E_WORK/skipped"
    E2E_PASSED=$((E2E_PASSED - 1))
    return
  fi
  printf '%-6s %-28s %6.1f s\n' "$verdict" "$name" "$(seconds_since "$began")"
  if [[ $verdict == ok ]]; then rm "$log"; else show_failure "$log"; fi
}

seconds_since() { awk -v now="$EPOCHREALTIME" -v began="$1" 'BEGIN { print now - began }'; }

# What the clients said last, without the traces; the whole log stays in e2e/out.
show_failure() { grep --invert-match '^+' "$1" | tail -n 8 | sed 's/^/       | /'; }

# docker last: it keeps an identity token, and skopeo, which looks into docker's file, too, then refuses to sign in.
sign_in_clients() {
  sign_in skopeo login --tls-verify=false
  sign_in docker login
}

sign_in() {
  local said
  if ! said="$("$@" --username "$E2E_USER" --password-stdin "$E2E_REGISTRY" 2>&1 <<<"$E2E_PASSWORD")"; then
    echo "$1 cannot sign in: $said" >&2
    return 1
  fi
}

print_result() {
  echo "$E2E_PASSED passed, $E2E_FAILED failed"
  ((E2E_FAILED == 0 && E2E_PASSED > 0))
}

clean_up() {
  local code=$?
  set +e
  REPLICAS="$E2E_WORK/replicas" stop_replicas
  stop_server
  stop_orphaned_database
  stop_engine
  if ((code != 0)); then
    cp "$E2E_WORK"/{server,engine}.log "$E2E_OUT" 2>/dev/null
    mkdir -p "$E2E_OUT/replicas" && cp "$E2E_WORK"/replicas/*.log "$E2E_OUT/replicas" 2>/dev/null
  fi
  umount --recursive /var/lib/containers /run/containers 2>/dev/null
  findmnt --noheadings --raw --output TARGET | grep "^$E2E_WORK/" | tac | xargs --no-run-if-empty umount --lazy
  if [[ -n "${E2E_KEEP:-}" ]]; then echo "kept: $E2E_WORK"; else rm -rf "$E2E_WORK"; fi
  exit "$code"
}
