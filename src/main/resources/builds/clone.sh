# Fetches one commit: clone.sh <url> <ref> <commit or nothing> <submodules: true or false>
set -euo pipefail
url=$1 ref=$2 commit=$3 submodules=$4
# a pod says where its volume is; a sandbox has it here
work=${POD_WORK:-/build}
root=$work/source

fetch() { git fetch -q --no-tags --no-recurse-submodules "$@"; }

# Why there is nothing: the server does not answer, or has no such thing.
missing() {
    if git ls-remote -q --end-of-options "$url" HEAD 2>&1 > /dev/null | tee "$work/missing" >&2; then exit 21; fi
    ! grep -q 'returned error: 30[12378]' "$work/missing" || exit 26
    exit 20
}

checkout() {
    git -c advice.detachedHead=false checkout -q --detach "$1" -- || exit 20
    git ls-files -z ':(attr:filter=lfs)' | while IFS= read -r -d '' file; do
        if [ -f "$file" ] && [ ! -L "$file" ] && [ "$(head -c 28 "$file" | tr -d '\0')" = 'version https://git-lfs.gith' ]; then
            printf 'git-lfs: %s\n' "$file"
            exit 22
        fi
    done
}

# Submodules are fetched as the repository itself is: what git would do by their names, and by further settings of
# .gitmodules, is not done at all.

# <code> <sentence>
refuse() {
    printf 'submodule: %s\n' "$2"
    exit "$1"
}

# <url of the repository> <url in .gitmodules>: the same in full
absolute() {
    local base=${1%/} path=$2
    case $path in ./* | ../*) ;; *) printf %s "$path"; return ;; esac
    while :; do
        case $path in
            ./*) path=${path#./} ;;
            ../*)
                path=${path#../}
                case $base in
                    */*) base=${base%/*} ;;
                    *) printf '%s:%s' "${base%:*}" "$path"; return ;;
                esac
                ;;
            *) break ;;
        esac
    done
    printf '%s/%s' "$base" "$path"
}

# <url>: the host, where it is one that builds fetch from
host() {
    local LC_ALL=C name='([A-Za-z0-9_][A-Za-z0-9_.-]*|\[[0-9A-Fa-f:.]+\])' text='[A-Za-z0-9._~!$&()*+,;=:@/%-]+'
    local user='[A-Za-z0-9_][A-Za-z0-9_.-]*'
    case $1/ in */../* | */-*) return 1 ;; esac
    if [[ $1 =~ ^https?://$name(:[0-9]{1,5})?/$text$ || $1 =~ ^ssh://$name(:[0-9]{1,5})?/$text$ ]]; then
        printf %s "${BASH_REMATCH[1]}"
    elif [[ $1 =~ ^ssh://$user@$name(:[0-9]{1,5})?/$text$ || $1 =~ ^$user@$name:[A-Za-z0-9._~/]$text$ ]]; then
        printf %s "${BASH_REMATCH[1]}"
    else
        return 1
    fi
}

# <index entries>: no submodule lies where a link does, nor where another one does, on any file system
apart() {
    local entry path part
    local -A links=() places=()
    for entry; do
        path=${entry#*$'\t'}
        [ "${entry%% *}" != 120000 ] || links[${path,,}]=1
    done
    for entry; do
        [ "${entry%% *}" = 160000 ] || continue
        path=${entry#*$'\t'}
        part=${path,,}
        [ -z "${places[$part]-}" ] || refuse 24 "two of them lie at $path, but for its case"
        places[$part]=1
        while :; do
            [ -z "${links[$part]-}" ] || refuse 24 "its path $path leads through a link"
            case $part in */*) part=${part%/*} ;; *) break ;; esac
        done
    done
}

# <url of the repository here>
modules() {
    local from=$1 here=$PWD entry key value name path full commit
    local -a entries=()
    local -A urls=() paths=()
    mapfile -d '' -t entries < <(git ls-files -sz)
    if [ -e .gitmodules ] || [ -L .gitmodules ]; then
        if [ -L .gitmodules ] || [ ! -f .gitmodules ] || ! git config -z -f .gitmodules --list > "$work/modules"; then
            refuse 24 '.gitmodules is no file of settings'
        fi
        while IFS= read -r -d '' entry; do
            key=${entry%%$'\n'*} value=${entry#*$'\n'}
            [[ $key =~ ^submodule\.(.*)\.([a-z0-9-]+)$ ]] || continue
            name=${BASH_REMATCH[1]}
            case /$name/ in */../* | /-* | *\\* | *[[:cntrl:]]*) refuse 24 "its name $name leads elsewhere" ;; esac
            case ${BASH_REMATCH[2]} in
                path) paths[_$name]=$value ;;
                url) urls[_$name]=$value ;;
            esac
        done < "$work/modules"
    fi
    for name in "${!paths[@]}"; do
        path=${paths[$name]}
        case /$path/ in
            */../* | */./* | *//* | /-* | *\\* | *[[:cntrl:]]*) refuse 24 "its path $path leads elsewhere" ;;
        esac
        urls[/$path]=${urls[$name]-}
    done
    apart "${entries[@]}"
    for entry in "${entries[@]}"; do
        [ "${entry%% *}" = 160000 ] || continue
        path=${entry#*$'\t'} commit=${entry#* }
        commit=${commit%% *}
        [ -n "${urls[/$path]-}" ] || refuse 24 ".gitmodules has no URL for $path"
        full=$(absolute "$from" "${urls[/$path]}")
        if ! value=$(host "$full") || { [[ $full = http:* ]] && [ "$value" != "$(host "$url")" ]; }; then
            refuse 25 "nothing is fetched from ${urls[/$path]}"
        fi
        [ $((count += 1)) -le 100 ] || refuse 24 'there are more than 100 of them'
        printf 'submodule %s: %s, %s\n' "$path" "$full" "$commit"
        # as the checkout left it: a folder with nothing in it, and nothing but folders above it
        if [ "$(realpath -e -- "$path")" != "$here/$path" ] || ! rmdir -- "$path"; then
            refuse 24 "its path $path is not empty"
        fi
        mkdir -- "$path"
        cd -- "$path"
        git init -q --template= .
        fetch --depth 1 --end-of-options "$full" "$commit" 2> /dev/null \
            || fetch --end-of-options "$full" '+refs/heads/*:refs/slipway/heads/*' '+refs/tags/*:refs/slipway/tags/*' \
            || refuse 23 "git could not fetch from $full"
        git cat-file -e "$commit^{commit}" 2> /dev/null || refuse 23 "there is no commit $commit at $full"
        checkout "$commit"
        modules "$full"
        cd -- "$here"
    done
}

mkdir "$root"
cd "$root"
git init -q --template= .
if [ -n "$commit" ]; then
    fetch --depth 1 --end-of-options "$url" "$commit" 2>/dev/null \
        || fetch --end-of-options "$url" "+$ref:refs/slipway/ref" \
        || missing
    git cat-file -e "$commit^{commit}" 2>/dev/null || exit 21
else
    fetch --depth 1 --end-of-options "$url" "$ref" 2>"$work/fetch.err" || fetch --end-of-options "$url" "$ref" || missing
    commit=$(git rev-parse --verify -q 'FETCH_HEAD^{commit}') || exit 21
fi
checkout "$commit"
count=0
if [ "$submodules" = true ]; then modules "$url"; fi
cd "$root"
git log -1 --format='%H%n%s%n%an' > "$work/commit"
