import { describeServing, type MessageRule, platformsToType } from './message-rule.js';
import { verdictOf } from './verdict.js';

/** Messages of container engines and builders, and of the registries they ask. */
export const ENGINE_RULES: readonly MessageRule[] = [
	{
		id: 'message-rate-limit',
		pattern: /toomanyrequests|pull rate limit|429 too many requests/i,
		find: ({ text }) => ({
			severity: 'problem',
			title: "A registry's limit of pulls is used up",
			explanation: `${/docker\.io|docker\.com|hub/i.test(text) ? 'Docker Hub' : 'The registry'} refused a pull. setup-xarch pulls nothing unless source names an image; a builder of the docker-container driver pulls moby/buildkit.`,
			advice:
				'Log in before this step, or let a mirror serve the image; for the builder, driver option image= names another one.',
			command: 'docker login',
			threads: [
				'https://github.com/docker/setup-qemu-action/issues/166',
				'https://github.com/docker/setup-buildx-action/issues/395',
			],
		}),
	},
	{
		id: 'message-docker-driver',
		pattern:
			/multi-?platform build is not supported for the docker driver|multiple platforms feature is currently not supported for docker driver/i,
		find: () => ({
			severity: 'problem',
			title: 'The builder in use cannot build for several platforms at once',
			explanation:
				'The docker driver builds in the daemon, whose old image store holds one platform an image.',
			advice:
				"Make a builder of the docker-container driver (buildx: true of setup-xarch does), or switch the daemon's containerd image store on.",
			command: 'docker buildx create --use --driver docker-container',
			threads: ['https://github.com/docker/build-push-action/issues/302'],
		}),
	},
	{
		id: 'message-no-daemon',
		pattern:
			/cannot connect to the docker daemon|failed to connect to the docker api|permission denied while trying to connect to the docker/i,
		find: ({ sight: { engines } }) => {
			const docker = engines.find(({ name }) => name === 'docker');
			return {
				severity: 'problem',
				title: 'The Docker daemon does not answer',
				explanation:
					docker?.state === 'works'
						? 'It answers here now, so it was not started yet, or the message comes from where its socket is not seen, such as a job container.'
						: `Here too: ${docker?.reason ?? 'docker was not asked'}.`,
				advice:
					'Start it, let this user reach its socket, or mount the socket into the job container. Setting platforms up needs no Docker.',
				command: 'sudo systemctl start docker',
			};
		},
	},
	{
		id: 'message-platform-mismatch',
		pattern: /requested image's platform \([^)]*\) does not match the detected host platform/i,
		find: (message) => {
			const [platform] = message.platforms;
			const verdict = platform === undefined ? undefined : verdictOf(platform, message.sight);
			return {
				severity: verdict?.runs === true ? 'note' : 'problem',
				title: 'The image is for another platform than the host',
				explanation:
					verdict === undefined
						? describeServing(message)
						: `${platform?.platform} ${verdict.how}.`,
				advice:
					verdict?.runs === true
						? 'The warning alone is harmless: --platform says that you mean it.'
						: 'Set the platform up.',
				command: `xarch setup ${platformsToType(message)}`,
			};
		},
	},
];
