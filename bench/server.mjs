// A static file server on loopback, in a process of its own so that its work is not counted:
// node bench/server.mjs DIRECTORY prints its port and ends with its standard input.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, normalize } from 'node:path';
import { pipeline } from 'node:stream';

const directory = process.argv[2];
const server = createServer((request, response) => {
	const path = join(directory, normalize(decodeURIComponent(request.url)));
	const size = statSync(path, { throwIfNoEntry: false })?.size;
	if (size === undefined) {
		response.writeHead(404).end();
		return;
	}
	response.writeHead(200, { 'content-length': size });
	pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), response, () => {});
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
process.stdin.on('end', () => process.exit()).resume();
