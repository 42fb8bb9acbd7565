import { expect, test } from '@jest/globals';
import { refusalOf } from '../../../src/binfmt/refusal.js';
import { want } from './plan-fixture.js';

const { target, magic, mask, interpreter, flags, sha256, version, source } = want('arm');
const entry = {
	...{ name: 'qemu-arm', target, magic, mask, interpreter, flags, sha256, version, source },
	leases: ['j'],
};

test.each([
	['EEXIST', /appeared at the same moment/],
	['EACCES', /noexec/],
	['ENOENT', /does not exist for the registrar/],
	['EINVAL', /flags "OCF"/],
	['EROFS', /cannot be written from here/],
	['EPERM', /cannot be written from here/],
	['ENOMEM', /out of memory/],
])('%s is explained', (code, reason) => {
	const error = Object.assign(new Error('out of memory'), { code });
	expect(refusalOf(entry, error)).toMatchObject({
		code: 'E_REGISTER',
		message: expect.stringMatching(reason),
		remedy: expect.stringMatching(/\.$/),
		cause: error,
	});
});
