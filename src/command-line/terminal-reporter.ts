import { describeProgress, PROGRESS_INTERVAL_MS, type Reporter } from '../report.js';

/** What is needed of a stream such as standard error. */
export interface Terminal {
	readonly isTTY?: boolean;
	readonly columns?: number;
	write(text: string): unknown;
}

const BAR_CELLS = 24;
const REDRAW_MS = 100;

/**
 * Reports to a person at a terminal, or in the log of another CI system.
 * @param isColored whether escape sequences may be used
 */
export function terminalReporter(terminal: Terminal, isColored: boolean): Reporter {
	let lastProgressAt = 0;
	let isBarShown = false;
	const paint = (code: number, text: string) =>
		isColored ? `\u001b[${code}m${text}\u001b[0m` : text;
	const print = (text: string) => {
		terminal.write(`${isBarShown ? '\r\u001b[K' : ''}${text}\n`);
		isBarShown = false;
	};
	return {
		info: (message) => print(`  ${message}`),
		debug: () => {},
		warning: (message) => print(`${paint(33, 'warning:')} ${message}`),
		async group(title, work) {
			print(paint(1, title));
			return await work();
		},
		progress(label, doneBytes, totalBytes) {
			const isDone = doneBytes === totalBytes;
			const pauseMs = terminal.isTTY === true ? REDRAW_MS : PROGRESS_INTERVAL_MS;
			if (!isDone && performance.now() - lastProgressAt < pauseMs) return;
			lastProgressAt = performance.now();
			const text = describeProgress(label, doneBytes, totalBytes);
			if (terminal.isTTY !== true) {
				print(`  ${text}`);
				return;
			}
			const line = `  ${bar(doneBytes, totalBytes)}${text}`.slice(0, (terminal.columns ?? 80) - 1);
			terminal.write(`\r\u001b[K${line}`);
			isBarShown = true;
			if (isDone) print(line);
		},
	};
}

function bar(doneBytes: number, totalBytes: number | undefined): string {
	if (totalBytes === undefined || totalBytes === 0) return '';
	const filled = Math.min(BAR_CELLS, Math.round((doneBytes / totalBytes) * BAR_CELLS));
	return `[${'#'.repeat(filled)}${'.'.repeat(BAR_CELLS - filled)}] `;
}
