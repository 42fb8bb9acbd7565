import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { BuilderHome } from '../../../src/binfmt/journal.js';
import {
	listMarkers,
	type Marker,
	markerDirectory,
	materialDirectory,
	readMarker,
	removeMarker,
	writeMarker,
} from '../../../src/buildx/marker.js';

let home: BuilderHome;
const marker: Marker = {
	...{ schema: 1, name: 'team', place: 'docker:1', configuration: 'ab', label: 'job a' },
	...{ kept: false, keepState: true, endpoint: undefined, context: undefined, bootId: 'boot' },
};

beforeEach(() => {
	const dockerConfig = mkdtempSync(join(tmpdir(), 'xarch-marker-'));
	home = { dockerConfig, buildxConfig: join(dockerConfig, 'buildx'), variables: {} };
});
afterEach(() => rmSync(home.dockerConfig, { recursive: true }));

test('what is written is read back, for this user alone', () => {
	expect(readMarker(home, 'team')).toBeUndefined();
	expect(listMarkers(home)).toEqual([]);
	writeMarker(home, marker);
	writeMarker(home, { ...marker, name: 'other', kept: true });
	expect(readMarker(home, 'team')).toEqual(marker);
	expect(listMarkers(home).map(({ name }) => name)).toEqual(['other', 'team']);
	expect(readdirSync(markerDirectory(home))).toEqual(['other.json', 'team.json']);
	expect(statSync(join(markerDirectory(home), 'team.json')).mode & 0o777).toBe(0o600);
	expect(statSync(markerDirectory(home)).mode & 0o777).toBe(0o700);
});

test('the last one takes the directory along, and each its material', () => {
	writeMarker(home, marker);
	writeMarker(home, { ...marker, name: 'other' });
	mkdirSync(materialDirectory(home, 'team'));
	writeFileSync(join(materialDirectory(home, 'team'), 'node0-key.pem'), 'key');
	removeMarker(home, 'team');
	expect(readdirSync(markerDirectory(home))).toEqual(['other.json']);
	removeMarker(home, 'other');
	expect(existsSync(markerDirectory(home))).toBe(false);
	expect(() => removeMarker(home, 'other')).not.toThrow();
});

test('what is not a marker is none', () => {
	mkdirSync(markerDirectory(home), { recursive: true });
	const write = (name: string, text: string) =>
		writeFileSync(join(markerDirectory(home), name), text);
	write('cut.json', '{"schema": 1');
	write('null.json', 'null');
	write('newer.json', JSON.stringify({ ...marker, schema: 2 }));
	write('nameless.json', JSON.stringify({ ...marker, name: undefined }));
	write('notes.txt', 'by hand');
	expect(listMarkers(home)).toEqual([]);
	expect(readMarker(home, 'cut')).toBeUndefined();
});
