# The conformance suite passes through the balancer.

source "$E2E_DIR/lib/server.sh"
source "$E2E_DIR/lib/replicas.sh"
source "$E2E_DIR/lib/suite.sh"
if ! go="$(new_enough_go)"; then
  echo "it needs Go 1.24 or newer" >"$E2E_WORK/skipped"
  exit 0
fi
need_replicas
HOME="$E2E_REAL_HOME" build_suite "$go"
mkdir -p "$E2E_OUT/conformance"
(
  turn_everything_on
  suite replicas 1.1 || true
  python3 "$E2E_DIR/lib/suite-result.py" replicas "$E2E_OUT/conformance/replicas/junit.xml"
)
