import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { lab, REPOSITORY } from './lab.js';
import { type Ended, run, SYSTEM_NODE } from './runner.js';

/** Whole workflows run on this machine by act, with everything they use taken from here. */
export interface Act {
	/** Holds all it writes. */
	readonly root: string;
	/**
	 * Runs a workflow as a push to its repository would; its jobs run on this machine.
	 * @param workflow path in the repository
	 */
	push(workflow: string, secrets: Readonly<Record<string, string>>): Promise<Ended>;
	end(): void;
}

export interface ActOptions {
	/** The repository's name, `owner/name`. */
	readonly name: string;
	/** Files of the repository by path, besides those of this project that workflows use. */
	readonly files: Readonly<Record<string, string>>;
	/** A directory that becomes a part of the repository, by the path it has there. */
	readonly directories?: Readonly<Record<string, string>>;
	/** Other defaults of this project's action, for what a machine without network has. */
	readonly defaults?: Readonly<Record<string, string>>;
	readonly env: Readonly<Record<string, string>>;
	readonly variables?: Readonly<Record<string, string>>;
}

const REUSABLE = '.github/workflows/build-multiarch.yml';

/** What of this project a workflow uses. */
const PARTS = ['action.yml', 'plan', 'merge', 'dist', REUSABLE];

/** In place of actions that cannot be fetched here; each says which command lines it copies. */
const STAND_INS: Readonly<Record<string, string>> = {
	'actions/checkout': 'checkout',
	'docker/login-action': 'login',
	'docker/build-push-action': 'build-push',
	'actions/upload-artifact': 'upload-artifact',
	'actions/download-artifact': 'download-artifact',
};

/** Makes the repository; nothing runs yet. */
export function startAct(options: ActOptions): Act {
	const root = mkdtempSync(join(tmpdir(), 'xarch-act-'));
	const repositories = join(root, 'repositories');
	const repository = join(repositories, options.name);
	for (const part of PARTS) {
		cpSync(join(REPOSITORY, part), join(repository, part), { recursive: true });
	}
	for (const [path, content] of Object.entries(options.files)) {
		mkdirSync(dirname(join(repository, path)), { recursive: true });
		writeFileSync(join(repository, path), content);
	}
	for (const [path, from] of Object.entries(options.directories ?? {})) {
		cpSync(from, join(repository, path), { recursive: true });
	}
	const metadata = join(repository, 'action.yml');
	writeFileSync(metadata, withDefaults(readFileSync(metadata, 'utf8'), options.defaults ?? {}));
	for (const name of ['artifacts', 'cache', 'home']) mkdirSync(join(root, name));
	commit(repository, options.name);
	return {
		root,
		push(workflow, secrets) {
			const text = readFileSync(join(repository, workflow), 'utf8');
			const called = readFileSync(join(repository, REUSABLE), 'utf8');
			const secretFile = join(root, 'secrets');
			writeFileSync(
				secretFile,
				Object.entries(secrets)
					.map(([name, value]) => `${name}="${value}"\n`)
					.join(''),
				{ mode: 0o600 },
			);
			return run(
				lab('bin', 'act'),
				[
					...['push', '--directory', repository, '--workflows', join(repository, workflow)],
					...['--platform', 'ubuntu-24.04=-self-hosted'],
					...['--platform', 'ubuntu-24.04-arm=-self-hosted'],
					...['--no-skip-checkout', '--no-cache-server', '--actor', 'octo'],
					...['--action-cache-path', join(root, 'cache'), '--secret-file', secretFile],
					...replacements(text + called).flatMap((each) => ['--local-repository', each]),
					...['--local-repository', `org/setup-xarch@v1=${repository}`],
					...Object.entries({
						...options.env,
						TEST_REPOSITORIES: repositories,
						TEST_ARTIFACTS: join(root, 'artifacts'),
					}).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
					...Object.entries(options.variables ?? {}).flatMap(([name, value]) => [
						...['--var', `${name}=${value}`],
					]),
				],
				{
					cwd: repository,
					env: {
						HOME: join(root, 'home'),
						// Actions run on the machine's Node, not on one of the project's packages.
						PATH: `${dirname(SYSTEM_NODE)}:${process.env.PATH}`,
					},
				},
			);
		},
		end() {
			rmSync(root, { recursive: true, force: true });
		},
	};
}

/** Other people's actions that a text uses, each with what takes its place. */
function replacements(text: string): string[] {
	const pins = [...text.matchAll(/uses: (\S+)@([0-9a-f]{40})/g)];
	return [...new Set(pins.map(([, name = '', commit = '']) => `${name}@${commit}`))].map((pin) => {
		const standIn = STAND_INS[pin.replace(/@.*/, '')];
		if (standIn === undefined) throw new Error(`nothing stands in for ${pin}`);
		return `${pin}=${join(REPOSITORY, '__tests__', 'actions', standIn)}`;
	});
}

/** The metadata of an action with other defaults of its inputs. */
function withDefaults(text: string, defaults: Readonly<Record<string, string>>): string {
	return Object.entries(defaults).reduce((before, [name, value]) => {
		const input = new RegExp(`(^  ${name}:\\n(?:    .*\\n)*?    default: ).*$`, 'm');
		if (!input.test(before)) throw new Error(`there is no input ${name} with a default`);
		return before.replace(input, (_, head: string) => `${head}${JSON.stringify(value)}`);
	}, text);
}

/** act reads the repository's name and commit from git. */
function commit(directory: string, name: string): void {
	const git = (...args: string[]) =>
		execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@localhost', ...args], {
			cwd: directory,
			env: { PATH: process.env.PATH, HOME: directory, GIT_CONFIG_NOSYSTEM: '1' },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
	git('init', '--quiet', '--initial-branch', 'main');
	git('add', '--all', '--force', '.');
	git('commit', '--quiet', '--message', 'test');
	git('remote', 'add', 'origin', `https://github.com/${name}`);
}
