# The database tests pass on a PostgreSQL that runs as a container, not only on the embedded one.

"$E2E_DIR/postgres-image" test | tee tests.log
# The tests say which database they use; without this line they might have chosen another one in silence.
grep 'Tests use PostgreSQL of the image' tests.log
