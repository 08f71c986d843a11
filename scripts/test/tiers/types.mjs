import { Checks } from '../counts.mjs';
import { runTool } from '../tools.mjs';

/** @type {import('../tier.mjs').Tier} */
export const types = {
  name: 'types',
  async run({ root }) {
    const checks = new Checks();
    const projects = ['.', 'webview-ui'];
    const results = await Promise.all(
      projects.map((project) => runTool(root, 'typescript:tsc', ['-p', project, '--pretty', 'false'])),
    );
    for (const [index, project] of projects.entries()) checks.record(`tsc -p ${project}`, results[index]?.code === 0);
    return checks.counts;
  },
};
