// `npm test`: installs what is missing, runs every tier of tests, and ends with one line that sums them.
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './npm/dependencies.mjs';
import { stopOnSignals } from './process/children.mjs';
import { closingLine } from './test/counts.mjs';
import { failuresOf, runTiers, table, total } from './test/run-tiers.mjs';
import { tiers } from './test/tiers.mjs';

const usage = `Usage: node scripts/test.mjs [TIER …] [ARGUMENTS FOR MOCHA]

Tiers, in order: ${tiers.map(({ name, onRequest }) => `${name}${onRequest ? ' (only when named)' : ''}`).join(', ')}.
Without a tier, all of them run. Whatever looks at the build is preceded by the build.
  npm run test:host -- --grep "activates"     only the tests whose title matches
`;

const args = process.argv.slice(2);
if (args.includes('--help')) {
  process.stdout.write(usage);
  process.exit(0);
}
const firstOption = args.findIndex((argument) => argument.startsWith('-'));
const names = firstOption === -1 ? args : args.slice(0, firstOption);
const unknown = names.filter((name) => !tiers.some((tier) => tier.name === name));
if (unknown.length > 0) {
  process.stderr.write(`There is no tier ${unknown.join(', ')}.\n\n${usage}`);
  process.exit(2);
}
const chosen = tiers.filter((tier) => (names.length === 0 ? !tier.onRequest : names.includes(tier.name)));
const needsBuild = chosen.some((tier) => tier.needsBuild);
const selection = tiers.filter((tier) => chosen.includes(tier) || (needsBuild && tier.name === 'build'));

stopOnSignals();
const root = fileURLToPath(new URL('..', import.meta.url));
try {
  await ensureDependencies(root);
} catch (error) {
  process.stdout.write(`${/** @type {Error} */ (error).message}\n\n0 passed, 1 failed\n`);
  process.exit(1);
}
const results = await runTiers(selection, { root, mochaArguments: args.slice(names.length) });
const sum = total(results);
const failures = failuresOf(results);
process.stdout.write(`\n${table(results)}\n\n${failures}${failures === '' ? '' : '\n'}${closingLine(sum)}\n`);
process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;
