/** What `xarch help builder` prints, by command. */
export const BUILDER_CREATE = `Usage: xarch builder create [platforms...] [options]

Makes a builder of docker buildx and boots it, for a build agent at its start or a workstation; set
the platforms up first (xarch setup --keep). It stands until xarch builder remove. One of the same
name and configuration is used as it is; jobs that ask for the same builder (buildx-name) share it.
Platforms that are named must be among those that it builds for afterwards. docs/builder.md has more.

Options, as the inputs of the action without buildx-; those marked + may be given more than once:
  --name N        name of the builder; default: a generated one, which is printed
  --driver N      docker-container (the default), kubernetes or remote
  --image N       BuildKit's image, from any registry
  --driver-opts O
                  + an option of the driver, key=value
  --buildkitd-flags B
                  flags of the BuildKit daemon
  --buildkitd-config B
                  path of a buildkitd.toml
  --mirrors M     + a registry mirror: docker.io=mirror.example:5000
  --endpoint E    a docker context, or an address such as tcp://host:1234
  --node-platforms P
                  platforms that the builder's own node is fixed to
  --append A      more nodes, as a YAML list
  --native-nodes O
                  + platforms that are built elsewhere: linux/arm64=ssh://me@host
  --keep-state    keep the build cache when the builder is removed
  --use           make it the current builder of this user
  --verify-build  prove each platform that is named by a build
  --json          tell the outcome as JSON on standard output
  -h, --help

Environment:
  DOCKER_HOST, DOCKER_CONTEXT, DOCKER_CONFIG, BUILDX_CONFIG
                  the daemon and the user's configuration, as docker has them
  BUILDER_NODE_0_AUTH_TLS_CACERT, ..._CERT, ..._KEY
                  PEM texts for a node of the driver remote, by its number
`;

export const BUILDER_LIST = `Usage: xarch builder list [--json]

Shows all builders that this user's buildx knows: driver, state, platforms, whether xarch made them,
and which jobs hold them. Changes nothing.
`;

export const BUILDER_REMOVE = `Usage: xarch builder remove NAME... [options]

Removes builders that xarch or the action has made, with their containers and volumes. One that a
running job uses stays, and is named.

Options:
  --all           all that xarch has made for this user and no running job uses
  --keep-state    keep their build cache
  -h, --help
`;
