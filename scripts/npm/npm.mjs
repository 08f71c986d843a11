import { run } from '../process/run.mjs';

/**
 * Runs npm quietly in a folder; its output appears only when it fails.
 * @param {string} folder
 * @param {readonly string[]} args
 */
export async function npm(folder, args) {
  const all = [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const options = { cwd: folder, env: withoutOuterFolder(process.env), show: /** @type {const} */ ('failure') };
  // Set when npm itself started us; it spares a shell, which npm.cmd would need on Windows.
  const cli = process.env['npm_execpath'];
  const { code } = cli?.endsWith('.js')
    ? await run(process.execPath, [cli, ...all], options)
    : await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', all, options);
  if (code !== 0) {
    throw new Error(`npm ${args.join(' ')} failed in ${folder}. Is the network there? See the lines above.`);
  }
}

/**
 * npm tells its scripts in which folder they run; an inner npm would believe it and install there.
 * @param {NodeJS.ProcessEnv} env
 */
function withoutOuterFolder(env) {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^npm_config_(local_prefix|prefix|dry_run|omit|include)$/i.test(name)),
  );
}
