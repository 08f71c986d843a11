// `npm start`: from a fresh clone to the extension in a real VS Code, with one command.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './npm/dependencies.mjs';
import { stopOnSignals } from './process/children.mjs';
import { runNode } from './process/run.mjs';
import { temporaryFolder } from './process/temporary.mjs';
import { openAddress } from './start/open-address.mjs';
import { parseOptions, usage } from './start/options.mjs';
import { workspaceFolder } from './start/workspace.mjs';
import { cacheFolder } from './vscode/cache.mjs';
import { linkExtension } from './vscode/extension.mjs';
import { ensureHost } from './vscode/host.mjs';
import { startServer, tryPort } from './vscode/server.mjs';

/** The usual port. The browser keeps a person's layout by address, so it should stay the same. */
const USUAL_PORT = 4850;

const root = fileURLToPath(new URL('..', import.meta.url));

/** @param {import('./start/options.mjs').StartOptions} options */
async function start(options) {
  const port = await choosePort(options.port);
  const workspace = await workspaceFolder(root, options.workspace);
  await ensureDependencies(root);
  const build = await runNode([join(root, 'esbuild.mjs')], { cwd: root, show: 'failure' });
  if (build.code !== 0) throw new Error('The build failed. The lines above say where.');

  const host = await ensureHost();
  const serverData = join(cacheFolder(), 'start');
  mkdirSync(serverData, { recursive: true });
  const extensions = temporaryFolder('extensions');
  await linkExtension(root, extensions);
  const server = await startServer({
    host,
    serverData,
    extensions,
    originGuard: join(root, 'scripts', 'vscode', 'origin-guard.mjs'),
    // The person has named the folder, or it is ours: asking once more would help nobody.
    workspaceTrust: false,
    ...(port === undefined ? {} : { port }),
  });
  const address = server.addressOf(workspace).href;
  process.stdout.write(
    `\nTask Orchestrator is installed in VS Code at\n\n    ${address}\n\nworking in ${workspace}\nPress Ctrl-C to stop.\n`,
  );
  if (options.open) openAddress(address);
  await server.ended;
  if (!isStopping()) throw new Error(`The VS Code server ended by itself. It said:\n${server.log}`);
}

/** @param {number | undefined} wanted */
async function choosePort(wanted) {
  if (wanted === undefined) return tryPort(USUAL_PORT);
  if ((await tryPort(wanted)) !== undefined) return wanted;
  throw new Error(`Port ${wanted} is taken or not allowed. Choose another with --port, or leave it out.`);
}

const isStopping = stopOnSignals({ exitCode: 0 });
try {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(usage);
  else await start(options);
} catch (error) {
  if (!isStopping()) {
    process.stderr.write(`\n${/** @type {Error} */ (error).message}\nnpm start -- --help lists the options.\n`);
    process.exitCode = 1;
  }
}
