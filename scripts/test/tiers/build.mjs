import { join } from 'node:path';
import { runNode } from '../../process/run.mjs';
import { Checks } from '../counts.mjs';

/**
 * What users get, and the suites beside it. Every later tier looks at exactly this.
 * @type {import('../tier.mjs').Tier}
 */
export const build = {
  name: 'build',
  async run({ root }) {
    const checks = new Checks();
    const { code } = await runNode([join(root, 'esbuild.mjs'), '--production', '--tests'], { cwd: root });
    checks.record('esbuild --production --tests', code === 0);
    return checks.counts;
  },
};
