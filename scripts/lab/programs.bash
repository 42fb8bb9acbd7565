# shellcheck shell=bash
# programs.bash: what the laboratory builds or installs from the registries of Go and Python modules,
# each of one exact version. Sourced by prepare, whose lab, work, item and mirror it uses.
# shellcheck disable=SC2154

# The oldest Go that fetches by itself the newer one that a module asks for.
oldest_go=1.21

# has_go DIRECTORY: whether its go is new enough.
has_go() {
	local version
	[[ -x $1/go ]] || return 1
	version=$("$1/go" env GOVERSION 2>/dev/null) || return 1
	dpkg --compare-versions "${version#go}" ge "$oldest_go"
}

# unpack_go SUITE: the newest Go of a suite, unpacked in the laboratory.
unpack_go() {
	local version deb
	rm -rf lists cache go-tree golang-*.deb
	private_apt "$(dpkg --print-architecture)" "$1" "$mirror"
	apt_do apt-get update || return
	version=$(apt_do apt-cache search --names-only '^golang-1\.[0-9]+-go$' |
		sed -n 's/^golang-\([0-9.]*\)-go .*/\1/p' | sort -V | tail -n 1)
	dpkg --compare-versions "${version:-0}" ge "$oldest_go" || return
	apt_do apt-get download "golang-$version-go" "golang-$version-src" || return
	for deb in golang-*.deb; do dpkg-deb -x "$deb" go-tree || return; done
	has_go "go-tree/usr/lib/go-$version/bin" || return
	rm -rf "$lab/go"
	mv go-tree "$lab/go"
}

# Puts a Go on PATH: the machine's own, or else the distribution's newest. The lock keeps two items
# from fetching it at once.
need_go() {
	local own suite directory
	own=$(command -v go) && has_go "$(dirname "$own")" && return
	exec 9>"$lab/.go.lock"
	flock 9
	for suite in '' "$(os VERSION_CODENAME)-backports" "$(os VERSION_CODENAME)-updates" "$(os VERSION_CODENAME)"; do
		[[ -z $suite ]] || unpack_go "$suite" >>log 2>&1 || continue
		for directory in "$lab"/go/usr/lib/go-*/bin; do
			has_go "$directory" || continue
			PATH=$directory:$PATH
			exec 9>&-
			return
		done
	done
	give_up "no Go from $oldest_go on: not on this machine, and not in its distribution"
}

# go_build ARGUMENT...: static programs into ./bin, the same bytes wherever they are built; by the Go
# of `toolchain`, and with C where `cgo` is 1, if they are set.
go_build() {
	mkdir -p bin
	GOTOOLCHAIN=${toolchain:-auto} CGO_ENABLED=${cgo:-0} GOFLAGS='-trimpath -buildvcs=false' GOBIN=$PWD/bin logged nice go "$@"
}

# keep_programs NAME...: from ./bin to the laboratory's bin, at once where they were in use.
keep_programs() {
	local name
	mkdir -p "$lab/bin"
	for name; do mv -f "bin/$name" "$lab/bin/$name"; done
}

# is_there FILE VERSION: whether an earlier run has made it, of this version.
is_there() {
	[[ -e $1 && $(cat "$1.version" 2>/dev/null) == "$2" ]] || return 1
	echo "$item: there already, ${1#"$lab/"} $2"
}

# prepare_go_program NAME PACKAGE VERSION
prepare_go_program() {
	local name=$1 package=$2 version=$3
	! is_there "$lab/bin/$name" "$version" || return 0
	need_go
	go_build install -ldflags '-s -w' "$package@$version"
	keep_programs "$name"
	echo "$version" >"$lab/bin/$name.version"
	echo "$item: bin/$name $version"
}

# prepare_runc VERSION: an old one, for its messages; not in bin, where it would go before the machine's.
prepare_runc() {
	local version=$1 toolchain=go1.21.13 cgo=1
	! is_there "$lab/runc-1.0/runc" "$version" || return 0
	need_go
	go_build install -ldflags '-s -w' "github.com/opencontainers/runc@$version"
	mkdir -p "$lab/runc-1.0"
	mv -f bin/runc "$lab/runc-1.0/runc"
	echo "$version" >"$lab/runc-1.0/runc.version"
	echo "$item: runc-1.0/runc $version"
}

# prepare_go_programs SOURCES: foreign programs that do as the Go does which they were built with, in
# go-programs/<name>-<go>.
prepare_go_programs() {
	local sources=$1 name version toolchain
	local wanted=('garbage amd64 go1.22.12' 'garbage amd64 go1.26.8' 'child arm64 go1.23.0' 'child arm64 go1.23.12')
	version=$(cat "$sources"/go.mod "$sources"/*/main.go <(echo "${wanted[*]}") | cksum)
	! is_there "$lab/go-programs/all" "$version" || return 0
	need_go
	mkdir -p "$lab/go-programs"
	while read -r name GOARCH toolchain; do
		export GOARCH
		go_build build -C "$sources" -o "$PWD/bin/$name-$toolchain" "./$name"
		mv -f "bin/$name-$toolchain" "$lab/go-programs/"
	done < <(printf '%s\n' "${wanted[@]}")
	printf '%s\n' "${wanted[@]}" >"$lab/go-programs/all"
	echo "$version" >"$lab/go-programs/all.version"
	echo "$item: go-programs, ${#wanted[@]} of them"
}

# copy_program NAME ROOT: a program with the libraries that it loads.
copy_program() {
	local file library
	file=$(realpath "$(command -v "$1")") || give_up "$1 is missing: run scripts/lab/install"
	install -D -m 755 "$file" "$2/usr/bin/$1"
	while read -r library; do
		install -D -m 755 "$library" "$2$library"
	done < <(ldd "$file" 2>/dev/null | grep -o '/[^ ]*')
}

# prepare_buildkit VERSION CAPPED: BuildKit as its authors build it, with the versions that its own
# go.mod pins (`go install` refuses it for what that excludes), and a root filesystem for its
# containers: `docker import` it with ENTRYPOINT ["buildkitd"]. CAPPED stands there for runc.
prepare_buildkit() {
	local version=$1 capped=$2 source flags
	! is_there "$lab/buildkit/rootfs.tar" "$version $(cksum <"$capped")" || return 0
	need_go
	if ! is_there "$lab/bin/buildctl" "$version" >>log; then
		source=$(cd / && GOTOOLCHAIN=auto go mod download -json "github.com/moby/buildkit@$version" 2>>"$work/log" |
			sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')
		[[ -n $source ]] || give_up "no module github.com/moby/buildkit@$version"
		cp -r --no-preserve=mode "$source" buildkit
		flags="-s -w -X github.com/moby/buildkit/version.Version=$version"
		go_build build -C buildkit -ldflags "$flags" -o "$PWD/bin/" ./cmd/buildkitd ./cmd/buildctl
		keep_programs buildkitd buildctl
		echo "$version" >"$lab/bin/buildctl.version"
	fi
	install -D -m 755 -t root/usr/bin "$lab/bin/buildkitd" "$lab/bin/buildctl"
	copy_program runc root
	copy_program jq root
	copy_program sh root
	install -D -m 755 "$capped" root/usr/bin/buildkit-runc
	install -D -m 644 /etc/ssl/certs/ca-certificates.crt root/etc/ssl/certs/ca-certificates.crt
	ln -s usr/bin root/bin
	mkdir -p root/tmp root/run root/var/lib
	logged tar --create --file rootfs.tar --directory root --owner 0 --group 0 --numeric-owner .
	mkdir -p "$lab/buildkit"
	mv rootfs.tar "$lab/buildkit/rootfs.tar"
	echo "$version $(cksum <"$capped")" >"$lab/buildkit/rootfs.tar.version"
	echo "$item: bin/buildkitd, bin/buildctl and buildkit/rootfs.tar $version"
}

# zizmor, whose wheel holds one native program.
prepare_zizmor() {
	local version=$1
	! is_there "$lab/bin/zizmor" "$version" || return 0
	logged python3 -m pip install --quiet --target tree --no-deps --only-binary :all: \
		"zizmor==$version"
	mkdir -p "$lab/bin"
	mv -f tree/bin/zizmor "$lab/bin/zizmor"
	echo "$version" >"$lab/bin/zizmor.version"
	echo "$item: bin/zizmor $version"
}

# prepare_dotnet VERSION SOURCE: the runtime of .NET, whose wheel holds it for amd64, and a program for
# it: dotnet/dotnetcore2/bin/dotnet and dotnet/collect.dll.
prepare_dotnet() {
	local version=$1 source=$2
	! is_there "$lab/dotnet/collect.dll" "$version $(cksum <"$source")" || return 0
	logged python3 -m pip install --quiet --target tree --no-deps --only-binary :all: \
		"dotnetcore2==$version"
	chmod 755 tree/dotnetcore2/bin/dotnet
	logged mcs -out:tree/collect.exe "$source"
	mv tree/collect.exe tree/collect.dll
	echo "{\"runtimeOptions\": {\"framework\": {\"name\": \"Microsoft.NETCore.App\", \"version\": \"${version%.*}.0\"}}}" \
		>tree/collect.runtimeconfig.json
	rm -rf "$lab/dotnet"
	mv tree "$lab/dotnet"
	echo "$version $(cksum <"$source")" >"$lab/dotnet/collect.dll.version"
	echo "$item: dotnet $version"
}
