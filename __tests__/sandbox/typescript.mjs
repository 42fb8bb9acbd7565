// Module hooks that let plain Node run the sources. The driver is in another mount and user
// namespace than jest, so it cannot be given what jest has transformed.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export async function resolve(specifier, context, next) {
	try {
		return await next(specifier, context);
	} catch (error) {
		if (!specifier.endsWith('.js')) throw error;
		return next(specifier.replace(/\.js$/, '.ts'), context);
	}
}

export async function load(url, context, next) {
	if (!url.endsWith('.ts')) return next(url, context);
	const { outputText } = ts.transpileModule(readFileSync(fileURLToPath(url), 'utf8'), {
		fileName: url,
		compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
	});
	return { format: 'module', source: outputText, shortCircuit: true };
}
