# The database tests pass on a PostgreSQL that runs as a container, not only on the embedded one.

if ! "$E2E_DIR/postgres-image" test | tee tests.log; then
  # which they were, last of all
  grep --only-matching '^\[ERROR\] *[A-Z][A-Za-z]*Test.*' tests.log | sort --unique | head -n 7
  fail "database tests"
fi
# The tests say which database they use; without this line they might have chosen another one in silence.
grep 'Tests use PostgreSQL of the image' tests.log
