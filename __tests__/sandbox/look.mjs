// Prints what a process at this very place sees of its surroundings, as JSON.
import { register } from 'node:module';

register('./typescript.mjs', import.meta.url);
const { readSurroundings } = await import('../../src/binfmt/surroundings.ts');
process.stdout.write(JSON.stringify(readSurroundings()));
