const CUSTOMARILY_EMPTY = new Set([
  '__init__.py',
  'py.typed',
  '.gitkeep',
  '.keep',
  '.gitignore',
  '.npmignore',
  '.nojekyll',
  '.nvmrc',
  '.hushlogin',
  'CACHEDIR.TAG',
]);

/** Names whose files mean something by being there; any other empty file says nothing about work. */
export const isCustomarilyEmpty = (path: string): boolean =>
  CUSTOMARILY_EMPTY.has(path.slice(path.lastIndexOf('/') + 1));
