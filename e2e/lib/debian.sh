# Programs out of Debian's packages, unpacked below the work folder: nothing is installed and no service starts.

# debian_program PACKAGE PATH: prints where PATH of the package is; the machine's own where it has one. Fails without packages.
debian_program() {
  local folder="$E2E_WORK/debian/$1"
  if [[ -x "$2" ]]; then echo "$2" && return; fi
  if [[ ! -x "$folder$2" ]]; then
    mkdir -p "$folder"
    (cd "$folder" && apt-get -qq download "$1" && dpkg-deb --extract "$1"_*.deb . && rm "$1"_*.deb) >/dev/null 2>&1 || return 1
  fi
  "$folder$2" -v >/dev/null 2>&1 || "$folder$2" version >/dev/null 2>&1 || return 1
  echo "$folder$2"
}
