import { join } from 'node:path';
import { npm } from '../npm/npm.mjs';
import { cachedPackage } from './install.mjs';
import { CODE_SERVER, NODE_BY_PLATFORM, NODE_MAJOR } from './versions.mjs';

/**
 * A real VS Code as programs on this machine.
 * @typedef {object} Host
 * @property {string} node      the Node that this VS Code runs on
 * @property {string} server    its server program
 * @property {string} builtInExtensions   the folder of the extensions that come with it
 */

/** @returns {Promise<Host>} */
export async function ensureHost() {
  const [node, codeServer] = [await ensureNode(), await ensureCodeServer()];
  const vscode = join(codeServer, 'lib', 'vscode');
  return { node, server: join(vscode, 'out', 'server-main.js'), builtInExtensions: join(vscode, 'extensions') };
}

async function ensureNode() {
  if (Number.parseInt(process.versions.node) === NODE_MAJOR) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  const wanted = NODE_BY_PLATFORM[platform];
  if (wanted === undefined) {
    throw new Error(`There is no packaged Node ${NODE_MAJOR} for ${platform}. Run this with Node ${NODE_MAJOR}.`);
  }
  return join(await cachedPackage(wanted, { title: `Node ${NODE_MAJOR} for VS Code` }), wanted.bin);
}

async function ensureCodeServer() {
  return cachedPackage(CODE_SERVER, {
    title: 'VS Code (about 600 MB)',
    // The package brings VS Code without its libraries; a script that we do not run would install them. None has to be
    // compiled: what VS Code needs is there for all platforms, the rest it does without.
    complete: (folder) => npm(join(folder, 'lib', 'vscode'), ['install', '--omit=dev']),
  });
}
