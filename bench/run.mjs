// npm run bench [-- RUNS [warm|cold]]: how long the step takes on this machine, everything that is
// compared measured in turn in one run. Needs root and what scripts/lab/install and
// scripts/lab/prepare bring.
import { benchCold } from './cold.mjs';
import { benchWarm } from './warm.mjs';

const runs = Number(process.argv[2] ?? 25);
const part = process.argv[3];
if (part !== 'cold') await benchWarm(runs);
if (part !== 'warm') await benchCold(Math.max(3, Math.floor(runs / 5)));
