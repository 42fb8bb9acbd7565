// Preloaded into a program that is to be killed: ends it by SIGKILL before its effect number KILL_AT,
// counted from 1. Effects are what changes files, the kernel's among them, and programs it starts. The
// names of those that were reached go to KILL_LOG.
import childProcess from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const killAt = Number(process.env.KILL_AT);
const log = fs.openSync(process.env.KILL_LOG, 'w');
const { writeSync } = fs;
let count = 0;

function reach(name) {
	count += 1;
	writeSync(log, `${name}\n`);
	if (count === killAt) process.kill(process.pid, 'SIGKILL');
}

const writes = (flags) =>
	typeof flags === 'number'
		? (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR)) !== 0
		: flags !== 'r';
const before = (target, name, isEffect = () => true) => {
	const original = target[name];
	target[name] = (...args) => {
		if (isEffect(...args)) reach(`${name} ${String(args[0]).slice(0, 80)}`);
		return original(...args);
	};
	return original;
};
const openSync = before(fs, 'openSync', (_path, flags) => writes(flags));
before(fs, 'writeSync');
before(fs, 'writeFileSync');
before(fs, 'renameSync');
before(fs, 'rmSync', (path) => fs.existsSync(path));
before(fs, 'mkdirSync', (path) => !fs.existsSync(path));
before(fs, 'fchmodSync');
before(childProcess, 'execFileSync');
// A whole file is an empty one first.
const whole = fs.writeFileSync;
fs.writeFileSync = (path, text, options) => {
	fs.closeSync(openSync(path, 'w', options?.mode));
	return whole(path, text, options);
};
syncBuiltinESMExports();
