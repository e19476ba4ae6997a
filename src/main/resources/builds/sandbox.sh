# Runs one command of a build where it sees neither this machine's files nor its processes.
# Started by root or by the build user itself; what it needs comes by its environment, secrets by its input.
set -eu
if [ "$1" = outside ]; then
    shift
    # outside: limits, and who runs it
    for group in $SANDBOX_GROUPS; do echo $$ > "$group/cgroup.procs"; done
    echo 500 > /proc/self/oom_score_adj 2>/dev/null || true
    prlimit --pid $$ --core=0 --nofile=16384:16384 --fsize="$SANDBOX_DISK:$SANDBOX_DISK"
    if [ -n "$SANDBOX_PROCESSES" ]; then
        # no group counts processes: the kernel counts those of the user, who may have others already
        user=$(id -u)
        [ "$user" != 0 ] || user=$(id -u "$SANDBOX_USER")
        others=$(cat /proc/[0-9]*/status 2>/dev/null | awk -v user="$user" \
            '$1 == "Uid:" { his = $2 == user } $1 == "Threads:" && his { count += $2 } END { print count + 0 }')
        prlimit --pid $$ --nproc="$((SANDBOX_PROCESSES + others)):$((SANDBOX_PROCESSES + others))"
    fi
    drop=
    export SANDBOX_TUN=/dev/net/tun
    if [ "$(id -u)" = 0 ]; then
        # a private view of mounts: the build user cannot reach the data folder by its path
        mount -t tmpfs -o mode=0755,size=64k slipway /mnt
        mkdir /mnt/root /mnt/build /mnt/store
        mount --bind "$SANDBOX_WORK" /mnt/build
        mount --bind "$SANDBOX_STORE" /mnt/store
        chown "$SANDBOX_USER:" /mnt/build /mnt/store
        # that of the machine is often for root only
        mknod -m 666 /mnt/tun c 10 200
        if [ -n "$SANDBOX_OUTLET" ]; then
            : > /mnt/outlet
            mount --bind "$SANDBOX_OUTLET" /mnt/outlet
            export SANDBOX_OUTLET=/mnt/outlet
        fi
        export SANDBOX_TUN=/mnt/tun SANDBOX_ROOT=/mnt/root SANDBOX_WORK=/mnt/build SANDBOX_STORE=/mnt/store
        drop="setpriv --reuid $SANDBOX_USER --regid $SANDBOX_USER --clear-groups"
        cd /mnt
    fi
    flag=
    [ "$SANDBOX_NETWORK" = none ] && flag=-n
    # shellcheck disable=SC2086
    exec $drop unshare -U --map-root-user --map-auto -m -p -i -u -C $flag -f --kill-child=KILL \
        bash -c "$SANDBOX_SCRIPT" sandbox inside "$@"
fi
shift

# inside: a file system of its own
new=$SANDBOX_ROOT
mount -t tmpfs -o mode=0755,size=256m slipway "$new"
cd "$new"
mkdir -p usr etc/containers proc dev/shm dev/pts dev/mqueue tmp run build store secrets sys old root var
chmod 1777 tmp
ln -s /store/tmp var/tmp
mount --rbind /usr usr
mount -o remount,bind,ro,nosuid,nodev usr
for place in bin sbin lib lib32 lib64 libx32; do
    if [ -L "/$place" ]; then
        ln -s "$(readlink "/$place")" "$place"
    elif [ -d "/$place" ]; then
        mkdir "$place"
        mount --rbind "/$place" "$place"
        mount -o remount,bind,ro,nosuid,nodev "$place"
    fi
done
for file in ld.so.cache ld.so.conf ld.so.conf.d nsswitch.conf ssl pki ca-certificates alternatives resolv.conf services; do
    [ -e "/etc/$file" ] || continue
    if [ -d "/etc/$file" ]; then mkdir "etc/$file"; else : > "etc/$file"; fi
    mount --bind "$(readlink -f "/etc/$file")" "etc/$file"
    mount -o remount,bind,ro "etc/$file" 2>/dev/null || mount -o remount,bind,ro,nosuid,nodev,noexec "etc/$file" \
        2>/dev/null || mount -o remount,bind,ro,nosuid,nodev "etc/$file"
done
echo 'root:x:0:0:root:/root:/bin/sh' > etc/passwd
echo 'root:x:0:' > etc/group
printf '127.0.0.1 localhost\n::1 localhost\n' > etc/hosts
echo '{"default":[{"type":"insecureAcceptAnything"}]}' > etc/containers/policy.json
echo 'unqualified-search-registries = []' > etc/containers/registries.conf
for device in null zero full random urandom tty; do
    : > "dev/$device"
    mount --bind "/dev/$device" "dev/$device"
done
ln -s /proc/self/fd dev/fd
mount -t tmpfs -o nosuid,nodev,size=64m shm dev/shm
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
mount -t proc -o nosuid,nodev,noexec proc proc
if [ "$SANDBOX_NETWORK" = own ]; then
    # the network of RUN: by a program that hands out connections, and without a way to this machine
    mkdir dev/net
    : > dev/net/tun
    mount --bind "$SANDBOX_TUN" dev/net/tun
    # covered by that of the own network, which cannot be mounted where there is none
    mount --rbind /sys sys
fi
if [ "$SANDBOX_NETWORK" = none ]; then
    mount -t sysfs -o ro,nosuid,nodev,noexec sysfs sys
    mount -t cgroup2 -o ro,nosuid,nodev,noexec cgroup sys/fs/cgroup || mount --rbind /sys/fs/cgroup sys/fs/cgroup
fi
if [ -n "$SANDBOX_OUTLET" ]; then
    : > run/outlet
    mount --bind "$SANDBOX_OUTLET" run/outlet
    printf %s "$SANDBOX_GUIDE" > run/guide.pl
fi
mount --bind "$SANDBOX_WORK" build
mount --bind "$SANDBOX_STORE" store
pivot_root . old
umount -l /old
rmdir /old
cd /build
mkdir -p /store/tmp /build/home
umask 077
while IFS=' ' read -r name value && [ "$name" != . ]; do
    printf %s "$value" | base64 -d > "/secrets/$name"
done
umask 022
disk=$SANDBOX_DISK network=$SANDBOX_NETWORK outlet=$SANDBOX_OUTLET
for name in $(compgen -e SANDBOX_); do [ "$name" = SANDBOX_OWN_NETWORK ] || unset "$name"; done
export HOME=/build/home XDG_RUNTIME_DIR=/run TMPDIR=/store/tmp PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

[ -z "$outlet" ] || perl /run/guide.pl listen

# when this ends, all that runs here ends: with the command, with the program that started it, or with the disk
exec 3<&0
if [ "$network" = own ]; then
    here=$(ip -o addr show | while read -r _ _ family address _; do
        [ "$family" != inet ] || echo "${address%%/*}"
    done)
    unshare -n -m bash -c "$SANDBOX_OWN_NETWORK" network "$here" "$@" < /dev/null 3<&- 2>&1 &
    command=$!
    until [ "$(readlink /proc/$command/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.01; done
    slirp4netns --configure --disable-host-loopback $command tap0 < /dev/null 3<&- > /dev/null 2>&1 &
else
    "$@" < /dev/null 3<&- 2>&1 &
    command=$!
fi
exec > /dev/null 2>&1
cat <&3 &
program=$!
(
    while sleep 1; do
        used=$(du -sxcB1 /build /store | tail -n 1 | cut -f 1) || continue
        [ "$used" -lt "$disk" ] || exit
    done
) &
watch=$!
wait -n -p ended $command $program $watch && code=0 || code=$?
case $ended in
    "$command") exit "$code" ;;
    "$program") exit 241 ;;
    *) exit 242 ;;
esac
