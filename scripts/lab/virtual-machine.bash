# shellcheck shell=bash
# virtual-machine.bash: what virtual machines with the distribution's kernel and systemd boot from.
# Sourced by prepare, whose lab, work, item, self and mirror it uses.
# shellcheck disable=SC2154

# kernel_packages ARCH: unlike that of many a host, this kernel has binfmt_misc as a module, and AppArmor.
kernel_packages() {
	local image
	if [[ $(os ID) == ubuntu ]]; then
		image=$(stood_for linux-image-virtual)
		echo "$image" "linux-modules-${image#linux-image-}"
	else
		stood_for "linux-image-cloud-$1"
	fi
}

# stood_for PACKAGE: the kernel that an empty package brings.
stood_for() {
	apt_do apt-cache depends "$1" | sed -n 's/^ *Depends: \(linux-image-[0-9].*\)$/\1/p' | head -n 1
}

# unpack_system ROOT: the files of the packages in the current directory.
unpack_system() {
	local root=$1 name deb
	mkdir -p "$root"/{dev,proc,sys,run,tmp,root,var/lib,etc/systemd/system}
	for name in bin sbin lib lib64; do
		mkdir -p "$root/usr/$name"
		ln -s "usr/$name" "$root/$name"
	done
	for deb in *.deb; do
		dpkg-deb --fsys-tarfile "$deb" >deb.tar
		logged tar --extract --file deb.tar --directory "$root" --keep-directory-symlink \
			--exclude './usr/share/doc/*' --exclude './usr/share/man/*' --exclude './usr/share/locale/*'
	done
}

# configure_system ROOT LINE: of what packages do as they are installed, as much as it takes to boot;
# the tests talk with it over the serial line.
configure_system() {
	local root=$1 line=$2 units=$1/etc/systemd/system
	printf '%s\n' 'root:x:0:0:root:/root:/bin/bash' 'nobody:x:65534:65534:nobody:/:/bin/sh' >"$root/etc/passwd"
	printf '%s\n' 'root:x:0:' 'nogroup:x:65534:' >"$root/etc/group"
	[[ -e $root/usr/bin/sh ]] || ln -s bash "$root/usr/bin/sh"
	tr -d - </proc/sys/kernel/random/uuid >"$root/etc/machine-id"
	ln -s /lib/systemd/system/multi-user.target "$units/default.target"
	# Of what systemd starts early, the rest only takes time here.
	find "$root"/usr/lib/systemd/system/sysinit.target.wants -type l \
		! -name '*binfmt*' ! -name 'systemd-journald*' ! -name 'systemd-tmpfiles-setup*' -delete
	# The second disk is an archive of what is to run in the machine.
	cat >"$units/agent.service" <<-UNIT
		[Unit]
		After=systemd-binfmt.service
		[Service]
		ExecStartPre=/bin/busybox mkdir -p /payload
		ExecStartPre=/bin/busybox tar -x -C /payload -f /dev/vdb
		ExecStartPre=/bin/busybox stty -F /dev/$line raw -echo
		ExecStart=/usr/bin/node /payload/driver.mjs
		StandardInput=file:/dev/$line
		StandardOutput=file:/dev/$line
	UNIT
	mkdir "$units/multi-user.target.wants"
	ln -s ../agent.service "$units/multi-user.target.wants/agent.service"
}

# make_initrd ROOT: what mounts the disk and starts the system, with the modules that it takes where
# the kernel has them apart.
make_initrd() {
	local root=$1 module
	local modules=(virtio virtio_ring virtio_pci_legacy_dev virtio_pci_modern_dev virtio_pci virtio_blk)
	mkdir -p first/{bin,dev,proc,root}
	cp "$root/bin/busybox" first/bin/busybox
	for module in "${modules[@]}"; do
		find "$root/usr/lib/modules" -name "$module.ko" -exec cp {} first/ \;
	done
	cat >first/init <<-INIT
		#!/bin/busybox sh
		b=/bin/busybox
		\$b mount -t devtmpfs dev /dev
		\$b mount -t proc proc /proc
		for module in ${modules[*]}; do
			[ ! -e "/\$module.ko" ] || \$b insmod "/\$module.ko"
		done
		until [ -b /dev/vda ]; do \$b sleep 0.01; done
		\$b mount -t ext4 /dev/vda /root
		\$b mount --move /dev /root/dev
		\$b umount /proc
		exec \$b switch_root /root /lib/systemd/systemd
	INIT
	chmod 755 first/init
	(cd first && find . | cpio --quiet -o -H newc) >initrd 2>>"$work/log"
}

# node_of ARCH VERSION: the program, as its own package brings it.
node_of() {
	local name=${1/amd64/x64}
	logged npm pack --silent "node-linux-$name@$2"
	logged tar --extract --file "node-linux-$name-$2.tgz" --strip-components 1 package/bin/node
}

# emulators_of ARCH: two that run there, for other programs than its own, in ./emulators.
emulators_of() {
	local arch=$1 suites=(trixie sid)
	[[ $(os ID) != ubuntu ]] || suites=("$(os VERSION_CODENAME)")
	mkdir emulators emulators-work
	cd emulators-work || give_up 'no room'
	fetch qemu-user "$arch" "${suites[@]}" || give_up "no qemu-user for $arch in ${suites[*]}"
	dpkg-deb --fsys-tarfile qemu-user_*.deb >deb.tar
	logged tar --extract --file deb.tar --directory ../emulators --strip-components 3 \
		./usr/bin/qemu-x86_64 ./usr/bin/qemu-riscv64
	cd ..
}

# prepare_virtual_machine ARCH NODE: virtual-machine-<arch>/kernel, initrd and disk; and where that is
# not the host's architecture, emulators for it.
prepare_virtual_machine() {
	local arch=$1 node=$2 directory=$lab/virtual-machine-$1 version packages system PATH=$PATH:/usr/sbin:/sbin
	system=(systemd-sysv kmod mount apparmor busybox-static libstdc++6 bash coreutils util-linux)
	version=$(cksum <"$(dirname "$self")/virtual-machine.bash")
	version="${version%% *} node $node"
	! is_there "$directory/disk" "$version" || return 0
	# The files in there belong to root, whoever makes them.
	if [[ $(id -u) != 0 ]]; then
		fakeroot "$BASH" "$self" --one "$item"
		return
	fi
	private_apt "$arch" "$(os VERSION_CODENAME)" "$mirror"
	logged apt_do apt-get update
	packages=$(kernel_packages "$arch")
	# shellcheck disable=SC2086 # one name or two
	logged apt_do apt-get download $packages
	logged apt_do apt-get install --yes --download-only --no-install-recommends "${system[@]}"
	mv cache/archives/*.deb .
	unpack_system root
	node_of "$arch" "$node"
	install -D -m 755 bin/node root/usr/bin/node
	case $arch in
		amd64) configure_system root ttyS1 ;;
		# Its first one is not of that kind.
		arm64) configure_system root ttyS0 ;;
		*) give_up "no virtual machine of $arch is known" ;;
	esac
	logged depmod -b root "$(ls root/usr/lib/modules)"
	make_initrd root
	mkdir -p "$directory"
	if [[ $arch != $(dpkg --print-architecture) ]]; then
		emulators_of "$arch"
		rm -rf "$directory/emulators"
		mv emulators "$directory/emulators"
	fi
	mv root/boot/vmlinuz-* "$directory/kernel"
	mv initrd "$directory/initrd"
	logged mke2fs -q -t ext4 -d root disk 768M
	mv disk "$directory/disk"
	echo "$version" >"$directory/disk.version"
	echo "$item: $packages, node $node"
}
