import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { startChild, stopChild } from '../process/children.mjs';
import { isAlive } from './install-lock.mjs';

/**
 * @typedef {object} ServerOptions
 * @property {import('./host.mjs').Host} host
 * @property {string} serverData          settings, state and logs of this server
 * @property {string} extensions          the folder of installed extensions
 * @property {string} [builtInExtensions]   the folder of those that come with VS Code; without one: all that do
 * @property {string} originGuard         origin-guard.mjs, as a path
 * @property {number} [port]              without one: any free port
 * @property {boolean} [workspaceTrust]   whether folders have to be trusted first, as on the desktop
 * @property {boolean} [forTests]         lets a page start test suites; a server that nobody uses ends itself
 * @property {NodeJS.ProcessEnv} [env]    seen by the server and its extension hosts
 */

/** A running VS Code server. */
export class Server {
  /** The latest extension hosts, in the order in which they were started, whether or not they still run. */
  #extensionHosts = /** @type {number[]} */ ([]);
  #child;
  #log = '';

  /**
   * @param {import('node:child_process').ChildProcess} child
   * @param {number} port
   */
  constructor(child, port) {
    this.#child = child;
    this.port = port;
    /** @type {Promise<void>} */
    this.ended = new Promise((resolve) => child.once('exit', () => resolve()));
  }

  get origin() {
    return `http://127.0.0.1:${this.port}`;
  }

  /**
   * Where a folder is opened. A folder that the server itself were to name to the page (`--default-folder`) would have another
   * address there than files have that extensions tell of, so that the explorer showed neither what changes nor any badge.
   * @param {string} folder
   */
  addressOf(folder) {
    const address = new URL(this.origin);
    address.searchParams.set('folder', urlPath(folder));
    return address;
  }

  /** What the server has said so far, for the person who has to find out why something failed. */
  get log() {
    return this.#log;
  }

  get extensionHostPids() {
    return this.#extensionHosts.filter(isAlive);
  }

  /** @param {string} line */
  take(line) {
    this.#log += `${line}\n`;
    const launched = /<(\d+)> Launched Extension Host Process/.exec(line);
    if (launched) this.#extensionHosts.push(Number(launched[1]));
  }

  async stop() {
    await stopChild(this.#child);
  }
}

/**
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer(options) {
  const port = options.port ?? (await freePort());
  const child = startChild(options.host.node, serverArguments(options, port), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  const server = new Server(child, port);
  await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        server.take(line);
        if (line.includes(`Extension host agent listening on ${port}`)) resolve(undefined);
      });
    }
    child.once('error', reject);
    // `close` comes after the last line, `exit` may come before.
    child.once('close', () =>
      reject(new Error(`The VS Code server ended before it listened. It said:\n${server.log}`)),
    );
  });
  return server;
}

const testArguments = [
  '--enable-smoke-test-driver',
  '--enable-remote-auto-shutdown',
  // A page that is reloaded early leaves its extension host waiting to be connected again, by default for three hours.
  ...['--reconnection-grace-time', '2'],
];

/**
 * @param {ServerOptions} options
 * @param {number} port
 */
function serverArguments(options, port) {
  const { host, serverData, extensions, builtInExtensions, originGuard, workspaceTrust, forTests } = options;
  return [
    `--import=${pathToFileURL(originGuard).href}`,
    host.server,
    ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms'],
    ...['--telemetry-level', 'off', '--server-data-dir', serverData, '--extensions-dir', extensions],
    ...(builtInExtensions === undefined ? [] : ['--builtin-extensions-dir', builtInExtensions]),
    ...(workspaceTrust ? [] : ['--disable-workspace-trust']),
    ...(forTests ? testArguments : []),
  ];
}

/**
 * `C:\a` is `/C:/a` in an address.
 * @param {string} path
 */
export function urlPath(path) {
  const slashes = path.replaceAll('\\', '/');
  return slashes.startsWith('/') ? slashes : `/${slashes}`;
}

/**
 * Where the server looks for a person's settings.
 * @param {string} serverData
 */
export function settingsFile(serverData) {
  return join(serverData, 'data', 'User', 'settings.json');
}

/** @returns {Promise<number>} */
async function freePort() {
  const port = await tryPort(0);
  if (port === undefined) throw new Error('This machine gives out no port on 127.0.0.1.');
  return port;
}

/**
 * The port if one could listen on it now (0 picks a free one), nothing if it is taken.
 * @param {number} port
 * @returns {Promise<number | undefined>}
 */
export async function tryPort(port) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
}
