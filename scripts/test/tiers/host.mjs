import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { removeTemporaryFolder, temporaryFolder } from '../../process/temporary.mjs';
import { launchBrowser } from '../../vscode/browser.mjs';
import { ensureHost } from '../../vscode/host.mjs';
import { settingsFile, startServer } from '../../vscode/server.mjs';
import { hostSuiteEnvironment, hostSuitePaths } from '../host-suite.mjs';
import { collectCounts } from '../mocha-suite.mjs';
import { REPORT_FILE_VARIABLE } from '../suite-files.mjs';
import { openSuite } from '../suite-page.mjs';

const SETTINGS = {
  // VS Code's own Git shares the process, and what it throws there would count against whatever test runs just then.
  'git.enabled': false,
  // In a browser VS Code saves by itself after a second; a test says when.
  'files.autoSave': 'off',
};

/**
 * Suites inside the real extension host, with all of VS Code's API. The server build of VS Code loads them when a page asks
 * for it in its address.
 * @type {import('../tier.mjs').Tier}
 */
export const host = {
  name: 'host',
  needsBuild: true,
  async run(context) {
    const program = await ensureHost();
    const browser = await launchBrowser();
    const folder = temporaryFolder('host');
    const { extension, suite, sample } = hostSuitePaths(context.root);
    const workspace = join(folder, 'workspace');
    const report = join(folder, 'report.txt');
    cpSync(sample, workspace, { recursive: true });
    const settings = settingsFile(join(folder, 'server'));
    mkdirSync(dirname(settings), { recursive: true });
    writeFileSync(settings, JSON.stringify(SETTINGS));
    try {
      return await collectCounts(async (env) => {
        const server = await startServer({
          host: program,
          serverData: join(folder, 'server'),
          extensions: join(folder, 'extensions'),
          originGuard: join(context.root, 'scripts', 'vscode', 'origin-guard.mjs'),
          forTests: true,
          env: { ...env, ...hostSuiteEnvironment(context), [REPORT_FILE_VARIABLE]: report },
        });
        try {
          const { code, errors } = await openSuite(await browser.newPage(), server, { workspace, extension, suite });
          // Without a report the suite could not even be loaded.
          if (code !== 0 && !existsSync(report)) process.stdout.write(`${errors}\n`);
          return code;
        } finally {
          if (existsSync(report)) process.stdout.write(readFileSync(report, 'utf8'));
          await server.stop();
        }
      });
    } finally {
      await browser.close();
      removeTemporaryFolder(folder);
    }
  },
};
