import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Checks } from '../counts.mjs';
import { runTool } from '../tools.mjs';
import { zipEntries } from '../zip-entries.mjs';

const LIMIT = 2.5 * 1024 * 1024;

const required = [
  'package.json',
  'package.nls.json',
  'dist/extension.js',
  'dist/engine.js',
  'dist/workspace.js',
  'dist/sql-wasm.wasm',
  'dist/mcp.js',
  'dist/tools.js',
  'dist/webview/task.js',
  'dist/webview/task.css',
  'dist/webview/codicon.ttf',
  'media/skills/task-orchestrator/SKILL.md',
  // vsce gives these names to README.md, LICENSE and CHANGELOG.md.
  'readme.md',
  'LICENSE.txt',
  'changelog.md',
];

/** Folders and kinds of files that users have no use for. */
const unwanted =
  /\.map$|\.tsx?$|\.tsbuildinfo$|^(src|test|scripts|bench|webview-ui|docs(?!\/images\/)|node_modules|dist\/test|dist\/screenshots)\/|^\.|sizes\.json$|^(esbuild|eslint)\.|^(tsconfig|knip|package-lock)\.json$/;

/** Without rewriting, links in the README that point into the repository stay as they are; there is no public address yet. */
const vsceArguments = ['package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];

/**
 * The file that users install: made as for a release, then looked into.
 * @type {import('../tier.mjs').Tier}
 */
export const packageTier = {
  name: 'package',
  needsBuild: true,
  async run({ root }) {
    const checks = new Checks();
    const file = 'task-orchestrator.vsix';
    await rm(join(root, file), { force: true });
    const { code } = await runTool(root, '@vscode/vsce:vsce', [...vsceArguments, '--out', file], {
      show: 'failure',
    });
    checks.record(`vsce package ${file}`, code === 0);
    if (code !== 0) return checks.counts;

    const entries = (await zipEntries(join(root, file)))
      .filter(({ name }) => name.startsWith('extension/'))
      .map(({ name, bytes }) => ({ name: name.slice('extension/'.length), bytes }));
    const names = new Set(entries.map(({ name }) => name));
    for (const name of required) checks.record(`has ${name}`, names.has(name));
    checks.record(
      'has pictures in media/',
      [...names].some((name) => name.startsWith('media/')),
    );
    const stowaways = [...names].filter((name) => unwanted.test(name));
    checks.record('has nothing else', stowaways.length === 0, `Exclude in .vscodeignore: ${stowaways.join(', ')}`);

    const { size } = await stat(join(root, file));
    const megabytes = (/** @type {number} */ bytes) => `${(bytes / 1024 / 1024).toFixed(2)} MB`;
    const largest = entries.toSorted((a, b) => b.bytes - a.bytes).slice(0, 3);
    const advice = `Largest: ${largest.map(({ name, bytes }) => `${name} ${megabytes(bytes)}`).join(', ')}`;
    checks.record(`${file}: ${megabytes(size)} of ${megabytes(LIMIT)}`, size <= LIMIT, advice);
    return checks.counts;
  },
};
