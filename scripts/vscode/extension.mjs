import { mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Installs the extension of this clone into an extensions folder, as a link.
 *
 * Installed extensions are a user's extensions: VS Code restarts them after a crash and treats them by the rules of workspace
 * trust. An extension under development (`extensionDevelopmentPath`) is not restarted when its host dies, and every window
 * has to be told of it in its address. As a link, a new build is there after *Developer: Reload Window*.
 * @param {string} root
 * @param {string} extensions
 */
export async function linkExtension(root, extensions) {
  const { publisher, name, version } = /** @type {Record<'publisher' | 'name' | 'version', string>} */ (
    JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  );
  await mkdir(extensions, { recursive: true });
  // Junctions, unlike links, need no special rights on Windows; elsewhere the type is ignored.
  await symlink(root, join(extensions, `${publisher}.${name}-${version}`), 'junction');
}

/**
 * What comes with VS Code and has to do with what a person sees of us. The rest (the languages, Copilot) costs every window
 * that opens seconds; the tests in the extension host have all of it around them.
 */
const neighbours = [
  ...['theme-defaults', 'theme-modern-icons', 'theme-seti'],
  ...['configuration-editing', 'git', 'git-base', 'markdown-basics', 'markdown-language-features'],
];

/**
 * A folder with a few of the extensions that come with VS Code, instead of all of them.
 * @param {import('./host.mjs').Host} host
 * @param {string} folder
 */
export async function linkNeighbours(host, folder) {
  await mkdir(folder, { recursive: true });
  for (const name of neighbours) await symlink(join(host.builtInExtensions, name), join(folder, name), 'junction');
}
