/** Why buildx could not do what it was to do at a registry, as far as it decides what follows. */
export type TroubleKind =
	| 'limit'
	| 'server'
	| 'connection'
	| 'silence'
	| 'missing'
	| 'access'
	| 'refused'
	| 'other';

export interface Trouble {
	readonly kind: TroubleKind;
	/** What buildx said last, fit for a log. */
	readonly reason: string;
	/** What the registry was asked for when it said that there were too many requests. */
	readonly limitedUrl: string | undefined;
}

/**
 * What buildx says where there is no status, in the order in which it counts. The words come from
 * containerd's client of registries, the error codes of the distribution specification and Go's net
 * package.
 */
const SAYINGS: readonly (readonly [TroubleKind, RegExp])[] = [
	['silence', / was ended by SIGKILL \(limit \d+ ms\)$/],
	['limit', /toomanyrequests|too many requests/i],
	[
		'access',
		/unauthorized|denied|authorization failed|insufficient_scope|no basic auth credentials|authentication required/i,
	],
	['missing', /not found$/],
	[
		'connection',
		/\bEOF\b|connection re(?:set|fused)|broken pipe|closed (?:network connection|pipe)|connection lost|(?:dial|read|readfrom|write) tcp |timeout|timed out|deadline exceeded|no route to host|network is unreachable|temporary failure|no such host|GOAWAY|server closed|transport connection broken/i,
	],
];

/** Kinds that another attempt may not meet. */
export function isPassing({ kind }: Trouble): boolean {
	return ['limit', 'server', 'connection', 'silence'].includes(kind);
}

/**
 * Understands why buildx failed.
 * @param output what it wrote to standard error
 */
export function troubleOf(output: string): Trouble {
	const lines = output.split('\n').map((line) => line.trim());
	const said =
		lines.findLast((line) => line.startsWith('ERROR: ')) ??
		lines.findLast((line) => line !== '') ??
		'it said nothing';
	const reason = withoutSecrets(said.replace(/^ERROR: /, ''));
	const [, limitedUrl] = /(https?:\/\/[^\s"]+?):? 429\b/.exec(reason) ?? [];
	return { kind: kindOf(reason), reason, limitedUrl };
}

function kindOf(reason: string): TroubleKind {
	// Names of images may be made of any of the words.
	if (/^\S+: not found$/.test(reason)) return 'missing';
	const words = reason.replace(/https?:\/\/[^\s"]*/g, 'URL');
	const status = Number(/URL"?:? (\d{3})\b/.exec(words)?.[1] ?? 0);
	if (status === 429) return 'limit';
	if (status >= 500 || status === 408) return 'server';
	if (status === 401 || status === 403) return 'access';
	if (status === 404) return 'missing';
	if (status >= 400) return 'refused';
	return SAYINGS.find(([, saying]) => saying.test(words))?.[0] ?? 'other';
}

/** Signed addresses of blobs have their signature in the query. */
export function withoutSecrets(text: string): string {
	return text
		.replace(/(https?:\/\/)[^\s/"@]*@/g, '$1')
		.replace(/(https?:\/\/[^\s"?]*)\?[^\s":]*/g, '$1?…');
}
