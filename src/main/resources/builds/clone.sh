# Fetches one commit: clone.sh <url> <ref> <commit or nothing> <submodules: true or false>
set -eu
url=$1 ref=$2 commit=$3 submodules=$4
mkdir /build/source
cd /build/source
git init -q --template= .
fetch() { git fetch -q --no-tags --no-recurse-submodules "$@"; }
if [ -n "$commit" ]; then
    fetch --depth 1 --end-of-options "$url" "$commit" 2>/dev/null \
        || fetch --end-of-options "$url" "+$ref:refs/slipway/ref" \
        || { git ls-remote -q --end-of-options "$url" HEAD > /dev/null || exit 20; exit 21; }
    git cat-file -e "$commit^{commit}" 2>/dev/null || exit 21
else
    fetch --depth 1 --end-of-options "$url" "$ref" 2>/build/fetch.err || fetch --end-of-options "$url" "$ref" \
        || { git ls-remote -q --end-of-options "$url" HEAD > /dev/null || exit 20; exit 21; }
    commit=$(git rev-parse --verify -q 'FETCH_HEAD^{commit}') || exit 21
fi
git -c advice.detachedHead=false checkout -q --detach "$commit" -- || exit 20
git ls-files -z ':(attr:filter=lfs)' | while IFS= read -r -d '' file; do
    if [ -f "$file" ] && [ ! -L "$file" ] && [ "$(head -c 28 "$file" | tr -d '\0')" = 'version https://git-lfs.gith' ]; then
        printf 'git-lfs: %s\n' "$file"
        exit 22
    fi
done
if [ "$submodules" = true ]; then
    git submodule --quiet update --init --recursive --depth 1 || git submodule --quiet update --init --recursive || exit 23
fi
git log -1 --format='%H%n%s%n%an' > /build/commit
