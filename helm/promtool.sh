# find_promtool FOLDER: prints the path of a promtool: the machine's own, else out of Debian's package, unpacked there. Nothing is
# installed and no service starts.
find_promtool() {
  local folder=$1/prometheus
  command -v promtool && return
  if [ ! -x "$folder/usr/bin/promtool" ]; then
    command -v apt-get >/dev/null || return 1
    mkdir -p "$folder"
    (cd "$folder" && apt-get -qq download prometheus && dpkg-deb --extract prometheus_*.deb . && rm prometheus_*.deb) >/dev/null 2>&1 || return 1
  fi
  "$folder/usr/bin/promtool" --version >/dev/null 2>&1 || return 1
  echo "$folder/usr/bin/promtool"
}
