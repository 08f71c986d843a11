import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Checks } from '../counts.mjs';

const KB = 1024;

/** How large a bundle may be. What grows past this costs every user at every start. */
const limits = [
  { files: /^dist\/extension\.js$/, limit: 400 * KB },
  { files: /^dist\/webview\/[^/]+\.js$/, limit: 200 * KB },
];

/** @type {import('../tier.mjs').Tier} */
export const budgets = {
  name: 'budgets',
  needsBuild: true,
  async run({ root }) {
    const checks = new Checks();
    const { production, outputs } = /** @type {{ production: boolean, outputs: Record<string, { bytes: number }> }} */ (
      JSON.parse(await readFile(join(root, 'dist', 'sizes.json'), 'utf8'))
    );
    checks.record('the build is a production build', production);
    for (const [file, { bytes }] of Object.entries(outputs)) {
      const limit = limits.find(({ files }) => files.test(file))?.limit;
      if (limit === undefined) continue;
      const advice = 'dist/sizes.json and `esbuild --analyze` say what is in it.';
      checks.record(`${file}: ${kilobytes(bytes)} of ${kilobytes(limit)}`, bytes <= limit, advice);
    }
    checks.record('dist/extension.js was built', 'dist/extension.js' in outputs);
    return checks.counts;
  },
};

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / KB).toFixed(1)} KB`;
}
