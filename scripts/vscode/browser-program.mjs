import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { cachedPackage } from './install.mjs';
import { CHROMIUM } from './versions.mjs';

/**
 * A Chromium that tests can drive.
 * @typedef {object} BrowserProgram
 * @property {string} path
 * @property {NodeJS.ProcessEnv} env    what it needs beside our own environment
 */

/** @returns {Promise<BrowserProgram>} */
export async function ensureBrowser() {
  const installed = installedBrowser();
  if (installed !== undefined) return { path: installed, env: {} };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The tests need Chrome, Chromium or Edge. Install one, or name it in TASK_ORCHESTRATOR_BROWSER.');
  }
  const folder = join(await cachedPackage(CHROMIUM, { title: 'Chromium for the tests', complete: unpack }), 'unpacked');
  return {
    path: join(folder, 'chromium'),
    // Its libraries come with it, and so does a font for machines that have none.
    env: {
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
      ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') }),
    },
  };
}

/** @returns {string | undefined} */
function installedBrowser() {
  const chosen = process.env['TASK_ORCHESTRATOR_BROWSER'];
  if (chosen !== undefined && chosen !== '') {
    if (existsSync(chosen)) return chosen;
    throw new Error(`TASK_ORCHESTRATOR_BROWSER names ${chosen}, which is not there.`);
  }
  return candidates().find((file) => existsSync(file));
}

function candidates() {
  switch (process.platform) {
    case 'win32':
      return [process.env['ProgramFiles'], process.env['ProgramFiles(x86)'], process.env['LOCALAPPDATA']]
        .filter((folder) => folder !== undefined)
        .flatMap((folder) => [
          join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
          join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
        ]);
    case 'darwin':
      return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
        (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
      );
    default:
      return ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'].flatMap(
        (name) => (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)),
      );
  }
}

/**
 * The package carries its programs compressed, and would by itself unpack them into the temporary folder at every start.
 * @param {string} packageFolder
 */
async function unpack(packageFolder) {
  const from = join(packageFolder, 'bin');
  const to = join(packageFolder, 'unpacked');
  await mkdir(to);
  const requireThere = createRequire(join(packageFolder, 'package.json'));
  const tar = /** @type {{ extract(folder: string): NodeJS.WritableStream }} */ (requireThere('tar-fs'));
  await Promise.all([
    expand('chromium.br', createWriteStream(join(to, 'chromium'))),
    expand('al2023.tar.br', tar.extract(join(to, 'al2023'))),
    expand('fonts.tar.br', tar.extract(join(to, 'fonts'))),
    // Chromium draws without a graphics card through this library, which it looks for beside itself.
    expand('swiftshader.tar.br', tar.extract(to)),
  ]);
  await chmod(join(to, 'chromium'), 0o755);

  /**
   * @param {string} name
   * @param {NodeJS.WritableStream} target
   */
  async function expand(name, target) {
    await pipeline(createReadStream(join(from, name)), createBrotliDecompress(), target);
  }
}
