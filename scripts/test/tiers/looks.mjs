import { ensureBrowser } from '../../vscode/browser-program.mjs';
import { ensureHost } from '../../vscode/host.mjs';
import { runMocha } from '../mocha-suite.mjs';

/**
 * Pictures of every surface in every theme and size, into dist/screenshots/looks, for people to look at.
 * @type {import('../tier.mjs').Tier}
 */
export const looks = {
  name: 'looks',
  needsBuild: true,
  onRequest: true,
  async run(context) {
    await ensureHost();
    await ensureBrowser();
    return runMocha(context, 'dist/test/ui/looks.js', { timeoutMs: 240_000, limitMs: 1_500_000 });
  },
};
