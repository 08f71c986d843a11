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
