# shellcheck shell=bash
# virtual-machine.bash: what a virtual machine with the distribution's kernel and systemd boots from.
# Sourced by prepare, whose lab, work, item, self and mirror it uses.
# shellcheck disable=SC2154

# kernel_packages: unlike that of many a host, this kernel has binfmt_misc as a module, and AppArmor.
kernel_packages() {
	local image
	if [[ $(os ID) == ubuntu ]]; then
		image=$(stood_for linux-image-virtual)
		echo "$image" "linux-modules-${image#linux-image-}"
	else
		stood_for "linux-image-cloud-$(dpkg --print-architecture)"
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

# configure_system ROOT: of what packages do as they are installed, as much as it takes to boot.
configure_system() {
	local root=$1 units=$1/etc/systemd/system
	printf '%s\n' 'root:x:0:0:root:/root:/bin/bash' 'nobody:x:65534:65534:nobody:/:/bin/sh' >"$root/etc/passwd"
	printf '%s\n' 'root:x:0:' 'nogroup:x:65534:' >"$root/etc/group"
	[[ -e $root/usr/bin/sh ]] || ln -s bash "$root/usr/bin/sh"
	tr -d - </proc/sys/kernel/random/uuid >"$root/etc/machine-id"
	ln -s /lib/systemd/system/multi-user.target "$units/default.target"
	# Of what systemd starts early, the rest only takes time here.
	find "$root"/usr/lib/systemd/system/sysinit.target.wants -type l \
		! -name '*binfmt*' ! -name 'systemd-journald*' ! -name 'systemd-tmpfiles-setup*' -delete
	# The second disk is an archive of what is to run in the machine.
	cat >"$units/agent.service" <<-'UNIT'
		[Unit]
		After=systemd-binfmt.service
		[Service]
		ExecStartPre=/bin/busybox mkdir -p /payload
		ExecStartPre=/bin/busybox tar -x -C /payload -f /dev/vdb
		ExecStartPre=/bin/busybox stty -F /dev/ttyS1 raw -echo
		ExecStart=/usr/bin/node /payload/driver.mjs
		StandardInput=file:/dev/ttyS1
		StandardOutput=file:/dev/ttyS1
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
	(cd first && find . | ./bin/busybox cpio -o -H newc) >initrd 2>>"$work/log"
}

# prepare_virtual_machine: virtual-machine/kernel, initrd and disk.
prepare_virtual_machine() {
	local version packages system directory=$lab/virtual-machine PATH=$PATH:/usr/sbin:/sbin
	system=(systemd-sysv kmod mount apparmor busybox-static bash coreutils util-linux)
	version=$(cksum <"$(dirname "$self")/virtual-machine.bash")
	version="${version%% *} node $(node --version)"
	! is_there "$directory/disk" "$version" || return 0
	# The files in there belong to root, whoever makes them.
	[[ $(id -u) == 0 ]] || exec fakeroot "$BASH" "$self" --one "$item"
	private_apt "$(dpkg --print-architecture)" "$(os VERSION_CODENAME)" "$mirror"
	logged apt_do apt-get update
	packages=$(kernel_packages)
	# shellcheck disable=SC2086 # one name or two
	logged apt_do apt-get download $packages
	logged apt_do apt-get install --yes --download-only --no-install-recommends "${system[@]}"
	mv cache/archives/*.deb .
	unpack_system root
	copy_program node root
	configure_system root
	logged depmod -b root "$(ls root/usr/lib/modules)"
	make_initrd root
	mkdir -p "$directory"
	mv root/boot/vmlinuz-* "$directory/kernel"
	mv initrd "$directory/initrd"
	logged mke2fs -q -t ext4 -d root disk 768M
	mv disk "$directory/disk"
	echo "$version" >"$directory/disk.version"
	echo "$item: $packages"
}
