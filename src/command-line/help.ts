import { BUILDER_CREATE, BUILDER_LIST, BUILDER_REMOVE } from './builder-help.js';

const MAIN = `xarch: run programs and containers of other CPU architectures on this Linux machine

Usage:
  xarch setup [platforms...] [options]   make platforms run, and prove it
  xarch status [--json]                  what runs here, by which entry, and whose it is
  xarch restore [options]                put everything back
  xarch doctor [subjects...] [--json]    what is wrong, and what to do about it
  xarch cache list [--json]              the emulators that are kept on this machine
  xarch cache prune [options]            remove those that are of no use any more
  xarch plan [platforms...] [options]    which CI job builds which platform, on which runner
  xarch merge [options]                  join images of one platform each under a tag
  xarch builder create [platforms...]    a builder of docker buildx that stands until it is removed
  xarch builder list [--json]            the builders of this user, and who holds them
  xarch builder remove NAME...           remove builders that xarch has made
  xarch help [command]                   more on a command
  xarch --version

Examples:
  xarch setup                    all container platforms
  xarch setup arm64 riscv64      these two
  xarch restore
  docker run IMAGE 2>&1 | xarch doctor -

Exit codes:
  0  done
  1  something unexpected, or a full disk
  2  wrong command line: an unknown platform, option or value
  3  this machine cannot: not Linux, no privilege, no binfmt_misc
  4  the emulators could not be had: source, version, digest or file wrong
  5  the kernel refused an entry, or another job needs another version
  6  a platform was set up but its test program did not run; it was taken away again
  7  the builder could not be had: buildx is missing, or it cannot be made, booted or used
  8  doctor found a problem
  9  images could not be merged: platforms not as they should be, or trouble with the registry
`;

const SETUP = `Usage: xarch setup [platforms...] [options]

Makes programs of these platforms run on this machine, also inside containers that hold no
emulator. What the CPU runs by itself is left alone, entries that do the job already are used,
everything else is downloaded once, registered with the kernel (as root, see --privilege) and
proved by running a test program. It lasts until xarch restore or the next boot.

Platforms are separated by spaces or commas: linux/arm64, arm64, aarch64, arm/v7, armhf, 386,
ppc64el, s390x, riscv64, loong64, mips64el, ..., any target of QEMU (hppa, m68k, sh4, ...), or
all, the default: every container platform that is not native.

Options:
  --version V     QEMU's version: 10.2.3, a range (10.x, "^10.1", ">=9.2 <11"), a release's tag,
                  latest; default: the one this release pins
  --source S      where emulators come from: auto (github, then apt), github,
                  github:<owner>/<repository>[@<tag>], apt, apt:<suite>, image:<reference>,
                  dir:<path>, https://... with {version}, {host} and {target}; several, separated
                  by commas, are tried in order
  --checksum C    sha256 that the bytes must have, perhaps with a file name after it; may be
                  given more than once
  --require-checksum
                  refuse bytes that are neither pinned in this release nor named by --checksum
  --offline       open no connection: only what is on this machine already
  --github-url U  a mirror of GitHub, or a GitHub Enterprise server
  --github-api-url U
                  the same of its API
  --bin-dir D     also put qemu-<target>-static for each emulated platform in directory D, to be
                  called by hand or copied into images; it is made when it is not there
  --flags F       binfmt_misc flags, some of P, O, C and F; default: auto
  --no-credentials
                  setuid programs such as sudo get no rights in emulated containers (flag C)
  --no-verify     do not run the test programs
  --reset         switch other qemu-* entries off; xarch restore switches them on again
  --persist       have the entries come back at each boot, until xarch restore --persisted; what
                  others have registered does not count then
  --privilege P   how to come by root's rights for registering: auto (root, else sudo -n, else a
                  helper container of docker or podman), root, sudo, container, or none: use only
                  what is registered already
  --keep          keep the entries over xarch restore; xarch restore --all removes them too
  --json          tell the outcome as JSON on standard output
  -h, --help

Environment:
  RUNNER_TOOL_CACHE      where emulators are kept; else XDG_CACHE_HOME or ~/.cache, in xarch/
  RUNNER_TEMP, TMPDIR    for short-lived files
  XARCH_GITHUB_URL       a mirror of https://github.com
  XARCH_GITHUB_API_URL   a mirror of https://api.github.com
  http_proxy, https_proxy, no_proxy
                         proxies for downloads: http://host:port
  NODE_EXTRA_CA_CERTS    a file with certificates of a company's own authority
  NO_COLOR               no colours in the output
  GITHUB_TOKEN           used for GitHub's API only, for releases whose digest is not pinned
`;

const STATUS = `Usage: xarch status [--json]

Shows which platforms run natively, which are emulated, and all entries of binfmt_misc: state,
what they take, interpreter, flags, QEMU's version and whose they are. Needs no privilege and
changes nothing.
`;

const RESTORE = `Usage: xarch restore [options]

Removes the entries that xarch setup made and switches on again what --reset switched off. What
jobs that are still running use stays until they end.

Options:
  --all           also what was set up with --keep, by xarch builder create, or by the action
                  with cleanup: false
  --persisted     what was set up with --persist, instead of that
  --privilege P   how to come by root's rights: auto, root, sudo or container
  -h, --help
`;

const DOCTOR = `Usage: xarch doctor [subjects...] [--json]

Says in plain words what keeps programs and containers of other architectures from running here,
and what to type next. Needs no privilege, pulls nothing and changes nothing.

Subjects, any number of them:
  linux/arm64     a platform, by any of its names: does it run here, by whose entry, why not?
  ./program       a file, with a dot or slash at its start: its platform, its loader, its #! line
  debian:trixie   an image that docker or podman holds: its platform, and whether that runs
  -               a message on standard input: what it means on this machine; without subjects a
                  message that is piped in is read by itself

Without subjects the whole machine is looked at.

Ends with 0 when there is no problem (warnings and notes are none), with 8 when there is one.

Options:
  --json          tell the diagnosis as JSON on standard output
  -h, --help
`;

const CACHE_LIST = `Usage: xarch cache list [--json]

Shows the emulators in the tool-cache: QEMU's version, the release they came from, who vouched
for their bytes, size, when their source confirmed them and when they were used last, and whether
they are sound: each file is read and compared with its digest. Changes nothing.
`;

const CACHE_PRUNE = `Usage: xarch cache prune [options]

Removes from the tool-cache what is damaged or incomplete, what runs that were killed have left,
and releases that a newer one of the same source has replaced. Nothing of other programs is
touched, nor an emulator that an entry needs for each program it starts (one without flag F).

Options:
  --older-than N  also what was neither used nor confirmed for N days
  --all           everything
  --dry-run       only tell what would be removed
  --json          tell what was removed as JSON on standard output
  -h, --help
`;

const PLAN = `Usage: xarch plan [platforms...] [options]

Splits the build of these platforms into the jobs of a CI system: each platform on a runner whose
CPU runs it by itself where there is one, the others on a runner that emulates them. Needs no
privilege and changes nothing. Without platforms: all that container tools know.

Options:
  --runner R      a platform's runner, 'linux/arm64 = LABEL'; also a JSON list of labels or a JSON
                  object with group and labels; '*' for every platform that has none of its own;
                  may be given more than once. Default: the machines that GitHub runs, with
                  --gitlab those of gitlab.com
  --default-runner L
                  for platforms that none of those machines runs natively; default: the amd64 one
  --group G       platform: a job for each (default); emulated: one job, on each runner, for all
                  platforms that are emulated there
  --image I       plan the jobs for this image; may be given more than once
  --target T      the same of a stage of a Dockerfile or a target of a bake file; with --image
                  as well, the first image is built from the first target, and so on
  --json          one line of JSON, {"include": [...]}, for strategy.matrix of GitHub's, Gitea's
                  and Forgejo's workflows
  --gitlab        a child pipeline of GitLab: a job "build <pair>" each, which extends .build and
                  has the variables XARCH_PLATFORM, XARCH_PAIR, XARCH_ARCH, XARCH_VARIANT,
                  XARCH_NATIVE, XARCH_EMULATED, XARCH_NEEDS_XARCH, XARCH_IMAGE and XARCH_TARGET
  --include F     the file of the repository that defines .build; default: .gitlab/build.yml
  -h, --help
`;

const MERGE = `Usage: xarch merge --image I --tag T --digests D [options]

Joins images that were built for one platform each, and pushed by digest, into one index under every
tag, by docker buildx imagetools and with docker's credentials. All is read and checked before the
first tag is written, and read back after the last one. Can be run again at any time.

Options:
  --image I       an image that gets the index, ghcr.io/owner/app; may be given more than once; the
                  digests are looked for in the first one
  --tag T         1.2 for every image, or ghcr.io/owner/app:1.2; may be given more than once
  --digests D     a file of digests, a directory of such files or of empty ones named by the digits
                  of a digest, or - for lines on standard input; may be given more than once
  --digest D      sha256:<hex>, linux/arm64=sha256:<hex> or <image>@sha256:<hex>; may be given more
                  than once
  --annotation A  index:<key>=<value>, or manifest-descriptor[<platform>]:<key>=<value>; may be given
                  more than once
  --expected-platforms P
                  platforms that must be there, no more and no fewer, separated by commas
  --no-verify     do not fetch every platform before a tag is written, and read nothing back
  --allow-shrink  let a tag lose platforms that it has now
  --json          tell the outcome as JSON on standard output
  -h, --help

Environment:
  DOCKER_CONFIG   docker's configuration, with its credentials; else ~/.docker
  BUILDX_BUILDER  the builder whose registry settings (TLS, mirrors) hold
`;

/** What `xarch help` knows more about. */
export const HELP_TOPICS = [
	...['setup', 'status', 'restore', 'doctor', 'cache', 'cache list', 'cache prune'],
	...['plan', 'merge'],
	...['builder', 'builder create', 'builder list', 'builder remove'],
];

/** What `xarch help` prints. */
export function helpText(topic: string | undefined): string {
	switch (topic) {
		case 'setup':
			return SETUP;
		case 'status':
			return STATUS;
		case 'restore':
			return RESTORE;
		case 'doctor':
			return DOCTOR;
		case 'cache':
			return `${CACHE_LIST}\n\n${CACHE_PRUNE}`;
		case 'builder':
			return `${BUILDER_CREATE}\n\n${BUILDER_LIST}\n\n${BUILDER_REMOVE}`;
		case 'builder create':
			return BUILDER_CREATE;
		case 'builder list':
			return BUILDER_LIST;
		case 'builder remove':
			return BUILDER_REMOVE;
		case 'cache list':
			return CACHE_LIST;
		case 'cache prune':
			return CACHE_PRUNE;
		case 'plan':
			return PLAN;
		case 'merge':
			return MERGE;
		default:
			return MAIN;
	}
}
