# What the containers of a build's pod do, one after the other: pod.sh clone <command …> | pull | build | test | push
# All it needs comes by its environment and by files; a text from outside is never part of a command.
set -euo pipefail
umask 077
phase=$1
shift
source=$POD_WORK/source
apart=()

# <exit code> <sentence>: the server reads both
fail() {
    printf '%s\n' "$2" | tee "$POD_RESULT" >&2
    exit "$1"
}

# <path in the repository>: the same without links; it has to lie in the checkout
inside() {
    local real
    real=$(realpath -e -- "$source/$1" 2>/dev/null) || fail 30 "there is nothing at $1 in the repository"
    case $real/ in
        "$source"/.git/*) fail 30 "the path $1 leads out of the repository" ;;
        "$source"/*) printf '%s\n' "$real" ;;
        *) fail 30 "the path $1 leads out of the repository" ;;
    esac
}

# <Dockerfile>: what it needs, a line each: `image <name>`, `here` for here-documents, or `refused <flag>` for what no
# RUN gets
needs() {
    awk '
        # $NAME, ${NAME} and ${NAME:-other}
        function expand(text, out, name, other, at) {
            while (match(text, /[$]([{][A-Za-z_][A-Za-z0-9_]*(:?-[^}]*)?[}]|[A-Za-z_][A-Za-z0-9_]*)/)) {
                out = out substr(text, 1, RSTART - 1)
                name = substr(text, RSTART + 1, RLENGTH - 1)
                text = substr(text, RSTART + RLENGTH)
                gsub(/^[{]|[}]$/, "", name)
                other = ""
                if (at = index(name, "-")) {
                    other = substr(name, at + 1)
                    name = substr(name, 1, at - 1)
                    sub(/:$/, "", name)
                }
                out = out (known[name] != "" ? known[name] : other)
            }
            return out text
        }
        function image(name) {
            gsub(/"/, "", name)
            if (name != "" && name != "scratch" && name !~ /^[0-9]+$/ && !(tolower(name) in stage) && !seen[name]++)
                print "image " name
        }
        BEGIN {
            for (i = 1; i <= ENVIRON["POD_ARGUMENTS"]; i++) {
                at = index(argument = ENVIRON["POD_ARGUMENT_" i], "=")
                given[substr(argument, 1, at - 1)] = substr(argument, at + 1)
            }
        }
        # ends of here-documents, in the order of the words; a quote that is open hides them
        function documents(from, i, word_i, quotes) {
            ends = at_end = 0
            if (word[from] ~ /^\[/) return
            for (i = from; i <= count; i++) {
                word_i = word[i]
                if (quotes % 2 == 0 && word_i ~ /^[0-9]*<<-?[^<]+$/) {
                    sub(/^[0-9]*<</, "", word_i)
                    chomp[++ends] = sub(/^-/, "", word_i)
                    gsub(/["\047]/, "", word_i)
                    end[ends] = word_i
                } else quotes += gsub(/["\047]/, "", word_i)
            }
            if (ends) print "here"
        }
        { sub(/\r$/, "") }
        at_end < ends {
            if (chomp[at_end + 1]) sub(/^\t+/, "")
            if ($0 == end[at_end + 1]) at_end++
            next
        }
        /^[ \t]*#/ { next }
        { line = line $0 }
        /\\[ \t]*$/ { sub(/\\[ \t]*$/, " ", line); next }
        {
            count = split(line, word, " ")
            line = ""
            verb = toupper(word[1])
            if (verb == "ARG" && !from) {
                at = index(word[2], "=")
                name = at ? substr(word[2], 1, at - 1) : word[2]
                known[name] = name in given ? given[name] : at ? expand(substr(word[2], at + 1)) : ""
                gsub(/^["\047]|["\047]$/, "", known[name])
            }
            for (i = 2; i <= count && word[i] ~ /^--/; i++) {
                if (verb == "RUN" && tolower(word[i]) ~ /^--(security|network|device)/) print "refused " word[i]
                if (verb == "COPY" && sub(/^--from=/, "", word[i])) image(expand(word[i]))
                if (verb == "RUN" && match(word[i], /[=,]from=[^,]+/)) image(expand(substr(word[i], RSTART + 6, RLENGTH - 6)))
            }
            if (verb == "RUN" || verb == "COPY" || verb == "ADD") documents(i)
            if (verb == "FROM") {
                from = 1
                image(expand(word[i]))
                if (toupper(word[i + 1]) == "AS") stage[tolower(word[i + 2])] = 1
            }
        }' "$1"
}

registries() {
    printf 'unqualified-search-registries = [%s]\nshort-name-mode = "disabled"\n' \
        "${POD_SHORT_NAMES:+\"$POD_SHORT_NAMES\"}"
    local name
    for name in $POD_REGISTRY_NAMES; do
        printf '[[registry]]\nprefix = "%s"\nlocation = "%s"\ninsecure = %s\n' "$name" "$POD_REGISTRY" "$POD_PLAIN"
    done
}

prepare() {
    mkdir -p "$POD_STORE/tmp" "$POD_STORE/home" "$POD_STORE/run-$phase"
    export HOME=$POD_STORE/home XDG_RUNTIME_DIR=$POD_STORE/run-$phase TMPDIR=$POD_STORE/tmp
    export CONTAINERS_REGISTRIES_CONF=$HOME/registries.conf REGISTRY_AUTH_FILE=$POD_SECRETS/auth.json
    registries > "$CONTAINERS_REGISTRIES_CONF"
    printf '{"default":[{"type":"insecureAcceptAnything"}]}' > "$HOME/policy.json"
}

buildah_here() {
    local command=$1
    shift
    "${apart[@]}" buildah --root "$POD_STORE/images" --runroot "$XDG_RUNTIME_DIR/images" --storage-driver overlay \
        "$command" --signature-policy "$HOME/policy.json" "$@"
}

# The Dockerfile in `file` and its context in `context`, checked.
sources() {
    # each alone: a failure inside $(…) ends the script only so
    file=$(inside "$POD_DOCKERFILE")
    context=$(inside "$POD_CONTEXT")
    [ -f "$file" ] || fail 30 "there is no file at $POD_DOCKERFILE in the repository"
    [ -d "$context" ] || fail 30 "there is no folder at $POD_CONTEXT in the repository"
}

pull() {
    local kind name
    needs "$file" > "$POD_STORE/needs"
    if grep -qx here "$POD_STORE/needs" && ! buildah --version \
        | awk '{ split($3, v, "."); known = v[1] > 1 || v[1] == 1 && v[2] >= 33 } END { exit !known }'; then
        fail 31 "the Dockerfile has here-documents (<<EOF), which buildah knows from 1.33 on, and this is an older one"
    fi
    sed -i '/^here$/d' "$POD_STORE/needs"
    while read -r kind name; do
        [ "$kind" = image ] || fail 31 "no build gets what RUN $name asks for"
    done < "$POD_STORE/needs"
    while read -r kind name; do
        printf 'pull %s\n' "$name"
        buildah_here pull -q --policy missing --tls-verify="$POD_VERIFY" -- "$name" 2>&1 \
            || fail 32 "the base image $name cannot be pulled"
    done < "$POD_STORE/needs"
}

# <image> <stage or nothing>
bud() {
    local image=$1 stage=$2 i apart=() options=()
    if unshare -Urpf --mount-proc true 2> /dev/null; then
        options=(--isolation rootless --runtime runc --network "$POD_NETWORK")
    else
        # where /proc is masked, as pods have it by default; the network goes before buildah begins
        options=(--isolation chroot --network host)
        [ "$POD_NETWORK" != none ] || apart=(buildah unshare unshare -n -i --)
    fi
    [ -z "$stage" ] || options+=(--target "$stage")
    for ((i = 1; i <= POD_ARGUMENTS; i++)); do
        options+=(--build-arg "$(printenv "POD_ARGUMENT_$i")")
    done
    for ((i = 1; i <= POD_BUILD_SECRETS; i++)); do
        options+=(--secret "id=$(printenv "POD_BUILD_SECRET_$i"),src=$POD_SECRETS/build-$i")
    done
    buildah_here bud "${options[@]}" --pull=never --format docker --layers --force-rm \
        --ulimit "nproc=$POD_PROCESSES:$POD_PROCESSES" \
        --label "org.opencontainers.image.source=$POD_SOURCE" \
        --label "org.opencontainers.image.revision=$(head -n 1 "$POD_WORK/commit")" \
        --label "org.opencontainers.image.created=$POD_CREATED" \
        -t "$image" -f "$file" "$context" 2>&1
}

case $phase in
    clone)
        "$@"
        head -c 3000 "$POD_WORK/commit" > "$POD_RESULT"
        ;;
    pull)
        prepare
        sources
        pull
        ;;
    build)
        prepare
        sources
        bud localhost/slipway/built:latest "$POD_TARGET"
        ;;
    test)
        prepare
        sources
        bud localhost/slipway/tested:latest "$POD_TEST_TARGET"
        ;;
    push)
        prepare
        for tag in $POD_TAGS; do
            buildah_here push -q --tls-verify="$POD_VERIFY" --digestfile "$POD_STORE/digest" \
                localhost/slipway/built:latest "docker://$POD_REGISTRY/$POD_REPOSITORY:$tag" 2>&1
            printf 'pushed %s\n' "$tag"
        done
        head -c 3000 "$POD_STORE/digest" > "$POD_RESULT"
        ;;
esac
