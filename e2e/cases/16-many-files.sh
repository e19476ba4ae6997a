# An image with more than 20,000 files, from packages that consist of many small ones.

name="$E2E_REGISTRY/$E2E_USER/many-files:1"
apt-get download --quiet libboost1.74-dev ncurses-term linux-libc-dev perl-modules-5.36 qtbase5-dev tango-icon-theme
mkdir root
for package in *.deb; do dpkg-deb --extract "$package" root; done
files="$(find root -type f | wc -l)"
if ((files <= 20000)); then fail "only $files files"; fi

tar --create --directory root . | docker import - "$name"
id="$(image_id "$name")"
docker push "$name"
forget_image "$name"
docker pull "$name"
expect_equal "$(image_id "$name")" "$id"
docker create --name many-files "$name" true
expect_equal "$(docker export many-files | tar --list --verbose | grep --count '^-.* usr/')" "$files"
docker rm many-files
