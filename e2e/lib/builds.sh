# Git repositories on loopback, triggers, deliveries as providers send them, and builds.

# Ends the case, with a reason in the result, where this machine cannot build at all.
needs_builder() {
  local reason
  if ! id slipway-build >/dev/null; then
    reason="there is no user slipway-build: docs/builds.md"
  elif ! setpriv --reuid slipway-build --regid slipway-build --clear-groups \
    unshare -U --map-root-user --map-auto -m -p -n -f sh -c 'mount -t proc proc /proc && mount -t sysfs none /mnt'; then
    reason="user namespaces are not allowed on this machine"
  else
    return 0
  fi
  echo "$reason" >"$E2E_WORK/skipped"
  exit 0
}

# api METHOD PATH [JSON]: as the administrator; prints the answer.
api() {
  http --fail-with-body --request "$1" --header 'Content-Type: application/json' ${3:+--data "$3"} "$E2E_BASE/api/v1$2"
}

git_client() {
  export GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=ada@example.org GIT_COMMITTER_NAME=Ada GIT_COMMITTER_EMAIL=ada@example.org
  git config --global init.defaultBranch main
  git config --global --add safe.directory '*'
}

# git_server FOLDER [USER:PASSWORD]: sets GIT_PORT.
git_server() {
  python3 "$E2E_DIR/lib/git-server.py" "$@" >git-port &
  git_servers="${git_servers:-} $!"
  trap 'kill $git_servers' EXIT
  local tick
  for ((tick = 0; tick < 100; tick++)); do
    if [[ -s git-port ]]; then break; fi
    sleep 0.1
  done
  GIT_PORT="$(cat git-port)"
  rm git-port
}

# ssh_server: sets SSH_PORT and SSH_HOST_KEY; lets in whom `authorize` names, to Git only.
ssh_server() {
  local folder="$PWD/sshd"
  mkdir -p "$folder" /run/sshd
  ssh-keygen -q -t ed25519 -N '' -f "$folder/host"
  : >"$folder/authorized_keys"
  SSH_PORT="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
  cat >"$folder/config" <<EOF
ListenAddress 127.0.0.1:$SSH_PORT
HostKey $folder/host
AuthorizedKeysFile $folder/authorized_keys
StrictModes no
PasswordAuthentication no
UsePAM no
PermitRootLogin yes
PidFile none
EOF
  /usr/sbin/sshd -D -f "$folder/config" -E "$folder/log" &
  git_servers="${git_servers:-} $!"
  trap 'kill $git_servers' EXIT
  SSH_HOST_KEY="[127.0.0.1]:$SSH_PORT $(cut -d ' ' -f 1,2 "$folder/host.pub")"
}

authorize() {
  printf 'restrict,command="git-shell -c \\"$SSH_ORIGINAL_COMMAND\\"" %s\n' "$1" >"$PWD/sshd/authorized_keys"
}

# sources FOLDER: a bare repository FOLDER.git and a clone of it, FOLDER.
sources() {
  git init --quiet --bare "$1.git"
  git -C "$1.git" config http.receivepack true
  git -C "$1.git" config uploadpack.allowAnySHA1InWant true
  git clone --quiet "$1.git" "$1"
}

# commit FOLDER MESSAGE: of all that is there; prints the commit.
commit() {
  git -C "$1" add --all
  git -C "$1" commit --quiet --message "$2"
  git -C "$1" push --quiet origin HEAD
  git -C "$1" rev-parse HEAD
}

# hmac SECRET FILE: SHA-256, hexadecimal
hmac() { python3 -c 'import hashlib, hmac, sys; print(hmac.new(sys.argv[1].encode(), open(sys.argv[2], "rb").read(), hashlib.sha256).hexdigest())' "$@"; }

# github_push HOOK SECRET COMMIT [REF]: a push as GitHub tells of it; prints the answer.
github_push() {
  cat >payload <<EOF
{"ref":"${4:-refs/heads/main}","before":"0000000000000000000000000000000000000000","after":"$3","created":false,
"deleted":false,"forced":false,"base_ref":null,"compare":"","commits":[],"head_commit":{"id":"$3","message":"A push",
"timestamp":"2026-11-22T10:00:00Z","author":{"name":"Ada","email":"ada@example.org","username":"ada"},
"committer":{"name":"Ada","email":"ada@example.org"}},"repository":{"id":1,"name":"app","full_name":"ada/app",
"private":false,"default_branch":"main","clone_url":"http://example.org/ada/app.git"},"pusher":{"name":"ada"}}
EOF
  curl --silent --show-error --fail-with-body --header 'Content-Type: application/json' --header 'X-GitHub-Event: push' \
    --header "X-GitHub-Delivery: $(cat /proc/sys/kernel/random/uuid)" \
    --header "X-Hub-Signature-256: sha256=$(hmac "$2" payload)" --data-binary @payload "$1"
}

# await_build REPOSITORY NUMBER STATE [SECONDS]: what it says in the end goes to the file `build`.
await_build() {
  set +x
  local tick state
  for ((tick = 0; tick < ${4:-120} * 5; tick++)); do
    api GET "/repositories/$1/-/builds/$2" >build
    state="$(json state <build)"
    if [[ "$state" == "$3" ]]; then
      set -x
      return
    fi
    case "$state" in succeeded | failed | cancelled | timed-out | superseded) break ;; esac
    sleep 0.2
  done
  cat build
  build_log "$1" "$2" | tail -n 40
  fail "build $2 of $1 is $state, not $3"
}

build_log() { api GET "/repositories/$1/-/builds/$2/log"; }
