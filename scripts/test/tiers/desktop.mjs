import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { removeTemporaryFolder, temporaryFolder } from '../../process/temporary.mjs';
import { hostSuiteEnvironment, hostSuitePaths } from '../host-suite.mjs';
import { collectCounts } from '../mocha-suite.mjs';

/**
 * The suite of the host tier in desktop VS Code, which `@vscode/test-electron` downloads. On Linux without a screen:
 * `xvfb-run -a npm run test:desktop`.
 * @type {import('../tier.mjs').Tier}
 */
export const desktop = {
  name: 'desktop',
  needsBuild: true,
  onRequest: true,
  async run(context) {
    const { runTests } = await import('@vscode/test-electron');
    const { extension, suite, sample } = hostSuitePaths(context.root);
    const folder = temporaryFolder('desktop');
    try {
      const workspace = join(folder, 'workspace');
      await cp(sample, workspace, { recursive: true });
      return await collectCounts((env) =>
        runTests({
          extensionDevelopmentPath: extension,
          extensionTestsPath: suite,
          extensionTestsEnv: { ...env, ...hostSuiteEnvironment(context) },
          launchArgs: [
            workspace,
            '--disable-extensions',
            '--disable-workspace-trust',
            '--user-data-dir',
            join(folder, 'user'),
          ],
        }),
      );
    } finally {
      removeTemporaryFolder(folder);
    }
  },
};
