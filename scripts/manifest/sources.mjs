import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { getL10nJson } from '@vscode/l10n-dev';
import * as esbuild from 'esbuild';

/** npm runs every script, and the bundled tests that import this, from the root of the package. */
export const root = pathToFileURL(`${resolve('.')}/`);

/** @returns {Promise<import('../../src/vscode/contributions/manifest').Manifest>} */
export async function loadManifest() {
  const { outputFiles } = await esbuild.build({
    entryPoints: [fileURLToPath(new URL('src/vscode/contributions/manifest.ts', root))],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  });
  const source = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  const module = await import(`data:text/javascript;base64,${source}`);
  return module.buildManifest();
}

/** A parse costs as much as a few dozen files, whatever it is given. */
const FILES_A_PARSE = 8;

/** Every string that the code passes to `l10n.t`, in the form that translators get. */
export async function collectStrings() {
  const folder = fileURLToPath(new URL('src', root));
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts')).sort();
  const sources = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const speaking = sources.filter((contents) => contents.includes('l10n'));
  const parses = Array.from({ length: Math.ceil(speaking.length / FILES_A_PARSE) }, (_, n) =>
    speaking.slice(n * FILES_A_PARSE, (n + 1) * FILES_A_PARSE).join('\n'),
  );
  return getL10nJson(parses.map((contents) => ({ extension: /** @type {const} */ ('.ts'), contents })));
}
