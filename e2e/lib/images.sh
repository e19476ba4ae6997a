# Images made on this machine: there is no other registry to pull a base from.

# busybox_root FOLDER: a root file system of one static program and its names.
busybox_root() {
  mkdir -p "$1"/{bin,etc,tmp,proc,sys,dev}
  cp /bin/busybox "$1/bin/busybox"
  local name
  for name in $(/bin/busybox --list); do
    if [[ "$name" != busybox ]]; then ln -s busybox "$1/bin/$name"; fi
  done
}

import_busybox() {
  busybox_root "$E2E_WORK/busybox"
  tar --create --directory "$E2E_WORK/busybox" . |
    docker import --change 'CMD ["sh"]' - e2e/busybox:1 >/dev/null
}

# image_with_file TAG PATH SIZE: busybox and one file of random bytes, which no other image shares.
image_with_file() {
  local folder
  folder="$(mktemp -d)"
  mkdir -p "$folder/$(dirname "$2")"
  head -c "$3" /dev/urandom >"$folder/$2"
  printf 'FROM e2e/busybox:1\nCOPY . /\n' | docker build --quiet --tag "$1" --file - "$folder" >/dev/null
  rm -rf "$folder"
}
