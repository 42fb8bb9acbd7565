// npm run bench [-- RUNS [warm|cold|builder|merge]]: how long the steps take on this machine, everything that
// is compared measured in turn in one run. Needs root and what scripts/lab/install and
// scripts/lab/prepare bring.
import { benchBuilder } from './builder.mjs';
import { benchCold } from './cold.mjs';
import { benchMerge } from './merge.mjs';
import { benchWarm } from './warm.mjs';

const runs = Number(process.argv[2] ?? 25);
const part = process.argv[3];
const isAsked = (name) => part === undefined || part === name;
if (isAsked('warm')) await benchWarm(runs);
if (isAsked('cold')) await benchCold(Math.max(3, Math.floor(runs / 5)));
if (isAsked('builder')) await benchBuilder(Math.max(3, Math.floor(runs / 5)));
if (isAsked('merge')) await benchMerge(runs);
