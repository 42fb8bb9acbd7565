# shellcheck shell=bash
# private-apt.bash: an apt beside the host's, for packages of any suite and architecture. Sourced.
# The host's own apt state is not touched, its sources only tell the mirror.

etc=/etc

# os FIELD: one field of os-release.
os() {
	# shellcheck disable=SC1091
	(. "$etc/os-release" && printf '%s' "${!1:-}")
}

# Entries of the host's apt sources as "uri<TAB>keyring<TAB>suite suite ...", both file formats,
# the distribution's own file before those other vendors drop in.
apt_entries() {
	local file files=("$etc/apt/sources.list.d/$(os ID).sources" "$etc/apt/sources.list")
	files+=("$etc"/apt/sources.list.d/*.sources "$etc"/apt/sources.list.d/*.list)
	for file in "${files[@]}"; do
		[[ -r $file ]] || continue
		if [[ $file == *.sources ]]; then
			awk '
				function flush(  i, n, each) {
					if (types ~ /(^| )deb( |$)/ && enabled != "no") {
						n = split(uris, each, " ")
						for (i = 1; i <= n; i++) print each[i] "\t" (key ~ /^\/[^ ]*$/ ? key : "-") "\t" suites
					}
					types = uris = suites = key = enabled = field = ""
				}
				/^#/ { next }
				/^[ \t]*$/ { flush(); next }
				/^[^ \t]/ { field = tolower($1); sub(/:.*/, "", field); sub(/^[^:]*:[ \t]*/, "") }
				{ gsub(/[ \t]+/, " "); sub(/^ /, ""); sub(/ $/, "") }
				field == "types" { types = types " " $0 }
				field == "uris" { uris = uris " " $0 }
				field == "suites" { suites = suites " " $0 }
				field == "signed-by" { key = key (key == "" ? "" : " ") $0 }
				field == "enabled" { enabled = tolower($0) }
				END { flush() }' "$file"
		else
			awk '
				$1 != "deb" { next }
				{
					key = "-"
					if (match($0, /\[[^]]*\]/)) {
						options = substr($0, RSTART + 1, RLENGTH - 2)
						sub(/\[[^]]*\]/, "")
						if (match(options, /signed-by=[^ ]+/)) key = substr(options, RSTART + 10, RLENGTH - 10)
					}
					print $2 "\t" key "\t" $3
				}' "$file"
		fi
	done
}

# The first URI whose suites contain the distribution's codename, and its keyring. Debian's testing
# and unstable are told by other names in sources.
find_mirror() {
	local wanted uri key suites names
	names=("$(os VERSION_CODENAME)")
	[[ $(os ID) != debian ]] || names+=(sid unstable testing stable)
	for wanted in "${names[@]}"; do
		while IFS=$'\t' read -r uri key suites; do
			[[ -n $wanted && " $suites " == *" $wanted "* ]] || continue
			[[ -r $key ]] || key=/usr/share/keyrings/$(os ID)-archive-keyring.gpg
			[[ -r $key ]] || key=''
			mirror=${uri%/} keyring=$key
			return
		done < <(apt_entries)
	done
	fail "no apt source under $etc/apt has the suite \"${names[0]}\": add the distribution's own mirror"
}

# Where ports may be found. Ubuntu keeps most architectures apart from its main archive: on many
# mirrors as /ubuntu-ports beside /ubuntu, on its own under a host named ports instead of archive.
port_mirrors() {
	local main=$mirror
	echo "$mirror"
	[[ $(os ID) == ubuntu ]] || return 0
	if [[ $main == mirror+file:* ]]; then
		main=$(awk '/^[a-z]+:/ { print $1; exit }' "${main#mirror+file:}")
	fi
	main=${main%/}
	echo "${main%/ubuntu}/ubuntu-ports"
	if [[ $main == *archive.* ]]; then
		main=${main%/ubuntu}/ubuntu-ports
		echo "${main/archive./ports.}"
	fi
}

# private_apt ARCH SUITE MIRROR: an apt of its own in the current directory, for `apt_do`. Only the
# host's way to the network (proxies, certificates) is taken over; hooks and pins are not.
private_apt() {
	local components=main
	[[ $(os ID) != ubuntu ]] || components='main universe'
	mkdir -p lists/partial cache/archives/partial
	: >status
	echo "deb${keyring:+ [signed-by=$keyring]} $3 $2 $components" >sources.list
	{
		apt-config dump Acquire
		cat <<-CONF
			Dir::Etc::main "/dev/null";
			Dir::Etc::parts "/dev/null";
			Dir::Etc::sourcelist "$PWD/sources.list";
			Dir::Etc::sourceparts "/dev/null";
			Dir::Etc::preferences "/dev/null";
			Dir::Etc::preferencesparts "/dev/null";
			Dir::State "$PWD";
			Dir::State::lists "$PWD/lists";
			Dir::State::status "$PWD/status";
			Dir::Cache "$PWD/cache";
			Dir::Log "$PWD";
			APT::Architecture "$1";
			APT::Architectures { "$1"; };
			APT::Sandbox::User "root";
			Acquire::Languages "none";
			Acquire::Retries "2";
			Acquire::http::Timeout "20";
			Acquire::https::Timeout "20";
		CONF
	} >apt.conf
}

apt_do() {
	local command=$1
	shift
	APT_CONFIG=$PWD/apt.conf timeout 240 "$command" -q "$@"
}
