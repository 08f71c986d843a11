import { ensureBrowser } from '../../vscode/browser-program.mjs';
import { ensureHost } from '../../vscode/host.mjs';
import { onceMore } from '../once-more.mjs';
import { runMocha } from '../mocha-suite.mjs';

/**
 * A person's clicks, in the real workbench.
 * @type {import('../tier.mjs').Tier}
 */
export const ui = {
  name: 'ui',
  needsBuild: true,
  async run(context) {
    // Here rather than in the first test, which would run out of time.
    await ensureHost();
    await ensureBrowser();
    const timeoutMs = 120_000;
    // Most of the time they wait for VS Code, so that two windows fit onto a small machine; a third makes keys come late.
    const counts = await runMocha(context, 'dist/test/ui/*.test.js', { timeoutMs, atOnce: 2 });
    return onceMore(counts, (files) => runMocha(context, files, { timeoutMs }));
  },
};
