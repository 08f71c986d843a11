import { join } from 'node:path';
import { MOCHA_ARGUMENTS_VARIABLE } from './suite-files.mjs';

/**
 * The same suite runs in the server build of VS Code (tier `host`) and in the desktop (tier `desktop`).
 * @param {string} root
 */
export function hostSuitePaths(root) {
  return {
    extension: root,
    suite: join(root, 'dist', 'test', 'host', 'index.js'),
    sample: join(root, 'test', 'fixtures', 'sample-workspace'),
  };
}

/**
 * @param {import('./tier.mjs').TierContext} context
 * @returns {Record<string, string>}
 */
export function hostSuiteEnvironment({ mochaArguments }) {
  return { [MOCHA_ARGUMENTS_VARIABLE]: JSON.stringify(mochaArguments) };
}
