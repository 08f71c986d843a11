import picomatch from 'picomatch/posix';
import { workspacePath } from './workspacePath';

export interface Glob {
  readonly text: string;
  /** The folder or the path below which everything lies that can match. */
  readonly base: string;
  /** It names exactly one path. */
  readonly isLiteral: boolean;
  readonly matches: (path: string) => boolean;
}

/** Reads a glob of a plan; undefined where it is no path inside of the workspace folder. */
export function parseGlob(text: string): Glob | undefined {
  const trimmed = text
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(\.\/)+/, '');
  const { base, glob } = picomatch.scan(trimmed);
  const literal = glob === '' ? workspacePath(trimmed) : undefined;
  if (literal) {
    if (!('path' in literal)) return undefined;
    const { path } = literal;
    return { text, base: path, isLiteral: true, matches: (other) => other === path || other.startsWith(`${path}/`) };
  }
  const checked = base === '' || base === '.' ? { path: '' } : workspacePath(base);
  if (!('path' in checked)) return undefined;
  const pattern = trimmed.endsWith('/') ? `${trimmed}**` : trimmed;
  return { text, base: checked.path, isLiteral: false, matches: picomatch(pattern, { dot: true }) };
}
