# Somebody connects a Git repository in the browser, pushes to Git, watches the log, and pulls the tag.

source "$E2E_DIR/lib/builds.sh"
needs_builder
git_client
mkdir git && cd git && sources "$PWD/app" && cd ..
git_server git
cp /bin/busybox git/app/busybox
printf 'FROM scratch\nCOPY busybox /\nRUN ["/busybox", "echo", "a word from inside"]\nCMD ["/busybox", "echo", "hello"]\n' >git/app/Dockerfile
git -C git/app add --all && git -C git/app commit --quiet --message 'Say hello'

api POST /repositories "{\"name\":\"$E2E_USER/watched\"}"
browser builds "$E2E_USER/watched" "http://127.0.0.1:$GIT_PORT/app.git" "$PWD/git/app"
docker pull "$E2E_REGISTRY/$E2E_USER/watched:latest"
expect_equal "$(docker run --rm --network none "$E2E_REGISTRY/$E2E_USER/watched:latest")" "hello"
