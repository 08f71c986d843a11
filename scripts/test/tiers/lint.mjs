import { Checks } from '../counts.mjs';
import { runTool } from '../tools.mjs';

/** @type {readonly (readonly [string, ...string[]])[]} */
const commands = [
  ['eslint', '.', '--max-warnings', '0'],
  ['prettier', '--check', '.', '--log-level', 'warn'],
  ['knip', '--no-progress'],
];

/** @type {import('../tier.mjs').Tier} */
export const lint = {
  name: 'lint',
  isPatient: true,
  async run({ root, show }) {
    const checks = new Checks();
    const results = await Promise.all(commands.map(([name, ...args]) => runTool(root, name, args, { show })));
    for (const [index, command] of commands.entries()) checks.record(command.join(' '), results[index]?.code === 0);
    return checks.counts;
  },
};
