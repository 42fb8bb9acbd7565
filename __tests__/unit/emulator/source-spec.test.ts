import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseSources, parseVersion, sourceLabel } from '../../../src/emulator/source-spec.js';
import { XarchError } from '../../../src/errors.js';

function refusal(work: () => unknown): XarchError {
	try {
		work();
	} catch (error) {
		expect(error).toBeInstanceOf(XarchError);
		expect((error as XarchError).code).toBe('E_INPUT');
		return error as XarchError;
	}
	throw new Error('nothing was refused');
}

describe('parseSources', () => {
	test.each([
		['', ['github', 'apt or its backports']],
		['auto', ['github', 'apt or its backports']],
		['github', ['github']],
		['apt', ['apt']],
		['apt:trixie', ['apt:trixie']],
		['apt:bookworm-backports', ['apt:bookworm-backports']],
		['dir:/opt/qemu', ['dir:/opt/qemu']],
		['dir:tools', [`dir:${resolve('tools')}`]],
		['dir:/opt/a:b', ['dir:/opt/a:b']],
		['dir:/opt/qemu, github\n apt:sid\n\n', ['dir:/opt/qemu', 'github', 'apt:sid']],
		['github,auto,github', ['github', 'apt or its backports']],
	])('%j', (text, labels) => {
		expect(parseSources(text).map(sourceLabel)).toEqual(labels);
	});

	test.each([
		['githb', /"githb" is not a source \(did you mean github\?\)/],
		['aptt', /did you mean apt\?/],
		['github:other/repository', /github takes nothing after it/],
		['auto:x', /auto takes nothing after it/],
		['dir', /dir needs a path/],
		['dir:', /dir needs a path/],
		['apt:', /a suite is made of/],
		['apt:../etc', /a suite is made of/],
		['apt:Trixie', /a suite is made of/],
		['apt:-o=x', /a suite is made of/],
		['apt,image:x', /"image:x" is not a source/],
	])('refuses %j', (text, message) => {
		const error = refusal(() => parseSources(text));
		expect(error.message).toMatch(message);
		expect(error.message).toMatch(/^source: /);
		expect(error.message).toContain('allowed: auto, github, apt, apt:<suite>, dir:<path>');
	});
});

describe('parseVersion', () => {
	test.each([
		['', 'default'],
		['default', 'default'],
		['10.2.3', '10.2.3'],
		[' v10.2.3 ', '10.2.3'],
		['10.2', '10.2'],
	])('%j is %s', (text, version) => {
		expect(parseVersion(text)).toBe(version);
	});

	test.each(['10', 'latest', '10.2.3.4', '10.2.x', '>=10.2', '10.2.3-68'])('refuses %j', (text) => {
		expect(refusal(() => parseVersion(text)).message).toContain(
			`version: "${text}" is not a version`,
		);
	});
});
