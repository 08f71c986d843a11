import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNode } from '../process/run.mjs';

/**
 * Runs the command line program of an installed package, such as `eslint .`.
 * @param {string} root
 * @param {string} name
 * @param {readonly string[]} args
 * @param {import('../process/run.mjs').RunOptions} [options]
 */
export function runTool(root, name, args, options = {}) {
  return runNode([toolProgram(root, name), ...args], { cwd: root, ...options });
}

/**
 * @param {string} root
 * @param {string} name    `package`, or `package:program` when the program is called otherwise
 */
function toolProgram(root, name) {
  const [packageName = name, program = packageName] = name.split(':');
  const folder = join(root, 'node_modules', packageName);
  const { bin } = /** @type {{ bin: string | Record<string, string> }} */ (
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  );
  const file = typeof bin === 'string' ? bin : bin[program];
  if (file === undefined) throw new Error(`The package ${packageName} has no program ${program}`);
  return join(folder, file);
}
