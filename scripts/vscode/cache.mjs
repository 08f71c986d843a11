import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Where heavy things live that belong to no clone in particular: the programs that make up VS Code, the sample workspace.
 * @returns {string}
 */
export function cacheFolder() {
  const chosen = process.env['TASK_ORCHESTRATOR_CACHE'];
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  return join(userCacheFolder(), 'task-orchestrator');
}

function userCacheFolder() {
  switch (process.platform) {
    case 'win32':
      return process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local');
    case 'darwin':
      return join(homedir(), 'Library', 'Caches');
    default: {
      const chosen = process.env['XDG_CACHE_HOME'];
      // An empty or relative value counts as unset (XDG base directory specification).
      return chosen?.startsWith('/') ? chosen : join(homedir(), '.cache');
    }
  }
}
