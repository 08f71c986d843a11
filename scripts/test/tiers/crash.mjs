import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runNode } from '../../process/run.mjs';
import { parseCounts } from '../counts.mjs';

/**
 * Processes that are killed in the middle of their work. The program prints its counts as its last line:
 * `{"passed":12,"failed":0,"failures":[]}`.
 * @type {import('../tier.mjs').Tier}
 */
export const crash = {
  name: 'crash',
  needsBuild: true,
  async run({ root, mochaArguments }) {
    const program = join(root, 'dist', 'test', 'crash', 'run.js');
    if (!existsSync(program)) throw new Error(`${program} is missing from the build.`);
    const length = mochaArguments.includes('--long') ? [] : ['--short'];
    const { code, output } = await runNode(['--enable-source-maps', program, ...length, ...mochaArguments], {
      cwd: root,
    });
    const counts = parseCounts(output.trimEnd().split('\n').at(-1) ?? '');
    if (counts === undefined) throw new Error(`The crash tests ended (exit code ${code}) without a line of counts.`);
    if (counts.passed + counts.failed === 0) throw new Error('Not one crash test ran.');
    if (code !== 0 && counts.failed === 0) throw new Error(`No crash test failed, yet they ended with ${code}.`);
    return counts;
  },
};
