# The conformance suite: a Go program, pinned with its checksums by e2e/conformance-suite/go.mod and go.sum.

new_enough_go() {
  local go
  for go in go /usr/local/go/bin/go /usr/lib/go-*/bin/go; do
    if command -v "$go" >/dev/null && go_is_new_enough "$go"; then
      echo "$go"
      return
    fi
  done
  return 1
}

# The version of the program itself: it must not fetch another one of its own accord.
go_is_new_enough() {
  local version
  version="$(GOTOOLCHAIN=local "$1" env GOVERSION | sed -n 's/^go1\.\([0-9]*\).*/\1/p')"
  [[ -n "$version" && "$version" -ge 24 ]]
}

build_suite() {
  (
    cd "$E2E_DIR/conformance-suite"
    GOTOOLCHAIN=local GOFLAGS=-mod=readonly "$1" build -buildvcs=false -o "$E2E_WORK/suite" \
      github.com/opencontainers/distribution-spec/conformance
  )
}

# Every option is named, so that a changed default switches nothing off.
turn_everything_on() {
  local option
  for option in PING PULL PUSH BLOBS_{ATOMIC,DELETE,DIGEST_HEADER,MOUNT_ANONYMOUS,UPLOAD_CANCEL} \
    MANIFESTS_{ATOMIC,DELETE,DIGEST_HEADER,TAG_PARAM} TAGS_{ATOMIC,DELETE,LIST} REFERRER; do
    export "OCI_API_$option=true"
  done
  for option in IMAGE INDEX INDEX_LIST ARTIFACT SUBJECT SUBJECT_MISSING ARTIFACT_LIST SUBJECT_LIST DATA_FIELD \
    NONDISTRIBUTABLE CUSTOM_FIELDS NO_LAYERS EMPTY_BLOB SHA512; do
    export "OCI_DATA_$option=true"
  done
  export OCI_DATA_SPARSE=false
}

# suite NAME VERSION: one run with its own repositories and its own folder of reports.
suite() {
  local reports="$E2E_OUT/conformance/$1" project="${1//./-}"
  rm -rf "$reports"
  mkdir -p "$reports"
  OCI_VERSION="$2" OCI_REGISTRY="$E2E_REGISTRY" OCI_TLS=disabled OCI_RESULTS_DIR="$reports" OCI_LOG=error \
    OCI_REPO1="$E2E_USER/conformance/$project" OCI_REPO2="$E2E_USER/conformance/$project-other" \
    OCI_USERNAME="$E2E_USER" OCI_PASSWORD="$E2E_PASSWORD" \
    "$E2E_WORK/suite" >"$reports/summary.txt" 2>"$reports/errors.txt"
}

run_suite() {
  (
    turn_everything_on
    suite "$1" "$1" || true
    python3 "$E2E_DIR/lib/suite-result.py" "$1" "$E2E_OUT/conformance/$1/junit.xml"
  )
}

# Sparse indexes pass; the suite's sparse image is the one exception. Its report is not that of the clean runs.
run_sparse_indexes() {
  (
    turn_everything_on
    export OCI_DATA_SPARSE=true
    suite sparse dev || true
    python3 "$E2E_DIR/lib/suite-result.py" --refusing sparse-image sparse "$E2E_OUT/conformance/sparse/junit.xml"
  )
}

clean_up_suite() {
  local code=$?
  set +e
  stop_server
  stop_orphaned_database
  if ((code != 0)) && [[ -f "$E2E_WORK/server.log" ]]; then cp "$E2E_WORK/server.log" "$E2E_OUT/conformance"; fi
  rm -rf "$E2E_WORK"
  exit "$code"
}
