import { compilePattern, isSpecial } from './pattern';
import { isWithin, workspacePath } from './workspacePath';

export interface Glob {
  readonly text: string;
  /** The folder or the path below which everything lies that can match. */
  readonly base: string;
  /** It names exactly one path. */
  readonly isLiteral: boolean;
  readonly matches: (path: string) => boolean;
}

/** Whether a path is one of those that a plan names. */
export function matchesAny(texts: readonly string[]): (path: string) => boolean {
  const globs = texts.flatMap((text) => parseGlob(text) ?? []);
  return (path) => globs.some((glob) => glob.matches(path));
}

/** Reads a glob of a plan; undefined where it is no path or pattern inside of the workspace folder. */
export function parseGlob(text: string): Glob | undefined {
  const trimmed = text
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(\.\/)+/, '');
  if (!isSpecial(trimmed)) {
    const literal = workspacePath(trimmed);
    if (!('path' in literal)) return undefined;
    const { path } = literal;
    return { text, base: path, isLiteral: true, matches: (other) => isWithin(other, path) };
  }
  const parts = trimmed.split('/');
  const base = parts.slice(0, parts.findIndex(isSpecial)).join('/');
  const checked =
    base === '' || base === '.' ? { path: trimmed.startsWith('/') ? undefined : '' } : workspacePath(base);
  if (!('path' in checked) || checked.path === undefined || parts.includes('..')) return undefined;
  const rest = trimmed.slice(base === '' ? 0 : base.length + 1);
  const whole = checked.path === '' ? rest : `${checked.path}/${rest}`;
  const fits = compilePattern(whole.endsWith('/') ? `${whole}**` : whole);
  if (!fits) return undefined;
  const prefix = checked.path === '' ? '' : `${checked.path}/`;
  // Names with brackets are names as well: `app/[id]/page.tsx`.
  const matches = (path: string): boolean =>
    (path.startsWith(prefix) || path === checked.path) && (fits(path) || isWithin(path, whole));
  return { text, base: checked.path, isLiteral: false, matches };
}
