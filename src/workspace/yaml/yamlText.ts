import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, stringify, type Node, type Pair } from 'yaml';
import type { Severity } from '../../domain/source/fileProblem';
import type { FieldPath } from '../../domain/source/mistake';

/** Lines and columns count from 1; the end is behind the last character. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface YamlProblem {
  readonly place: Place;
  readonly message: string;
  readonly severity: Severity;
}

export interface YamlText {
  /** Plain values; undefined when there is an error. An empty text is null. */
  readonly data: unknown;
  readonly problems: readonly YamlProblem[];
  /** Where a field is; for one that is missing, where it should be. */
  locate(path: FieldPath, at: 'key' | 'value'): Place;
}

const DEEPEST = 40;

/** Reads YAML 1.2. Whatever the text is, the answer is data or a problem with its place. */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const placeOf = ([start, end]: readonly [number, number, ...number[]]): Place => {
    const [from, to] = [lines.linePos(start), lines.linePos(end)];
    return { line: Math.max(from.line, 1), column: Math.max(from.col, 1), endLine: to.line, endColumn: to.col };
  };
  const failed = (problems: readonly YamlProblem[]): YamlText => ({
    data: undefined,
    problems,
    locate: () => placeOf([0, 0]),
  });
  const tooDeep = tooDeepAt(text);
  if (tooDeep !== undefined) {
    lines.addNewLine(0);
    for (const { index } of text.matchAll(/\n/g)) lines.addNewLine(index + 1);
    return failed([{ place: placeOf([tooDeep, tooDeep + 1]), message: TOO_DEEP, severity: 'error' }]);
  }
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
    stringKeys: true,
  });
  const root = document.contents;
  const problems: YamlProblem[] = [
    ...document.errors.map(({ pos, code, message }) => ({
      place: placeOf(pos),
      message: ours[code] ?? message,
      severity: 'error' as const,
    })),
    ...document.warnings.map(({ pos, code, message }) => ({
      place: placeOf(pos),
      message: ours[code] ?? message,
      severity: 'warning' as const,
    })),
  ];
  const refused = root === null ? undefined : findRefused(root);
  if (refused) problems.push({ place: placeOf(rangeOf(refused.node)), message: refused.why, severity: 'error' });
  if (problems.some(({ severity }) => severity === 'error')) return failed(problems);
  return {
    data: document.toJS() as unknown,
    problems,
    locate: (path, at) => placeOf(root === null ? [0, 0] : rangeAt(root, path, at)),
  };
}

/** Writes data such that people like to read and change it. */
export function writeYaml(data: unknown): string {
  return stringify(data, { lineWidth: 100, blockQuote: 'folded', aliasDuplicateObjects: false, stringKeys: true });
}

const TOO_DEEP = `The text is nested more than ${DEEPEST} levels deep.`;

/** In place of what speaks to those who write programs with the library. */
const ours: Readonly<Record<string, string>> = {
  RESOURCE_EXHAUSTION: TOO_DEEP,
  MULTIPLE_DOCS: 'Only one document may be in a file: take away the line of three dashes and what follows it.',
  DUPLICATE_KEY: 'This key is there twice.',
  TAG_RESOLVE_FAILED: 'Tags (!name) are not supported here; write plain text, numbers, lists and groups.',
};

/** Far above what is read, and far below what the stack holds. */
const MOST_OPEN = 200;

/**
 * Where a text is nested deeper than its parser, which calls itself for each level, may go. Near the end of the stack it would do no
 * more than throw, but V8 ends the whole process when it has to compile a pattern there.
 */
function tooDeepAt(text: string): number | undefined {
  let open = 0;
  let indentation = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '\n') indentation = 0;
    // Blocks are told by their column, and several may begin in one line.
    else if (indentation >= 0) indentation = ' \t-?:'.includes(character) ? indentation + 1 : -1;
    if (character === '[' || character === '{') open++;
    else if ((character === ']' || character === '}') && open > 0) open--;
    if (open > MOST_OPEN || indentation > 2 * MOST_OPEN) return at;
  }
  return undefined;
}

/** Aliases can make a few lines stand for millions, and nothing here needs them. */
const NO_ALIAS = 'Aliases (*name) are not supported here; write the text out.';

interface Refused {
  readonly node: Node;
  readonly why: string;
}

function findRefused(node: Node, depth = 0): Refused | undefined {
  if (isAlias(node)) return { node, why: NO_ALIAS };
  if (depth > DEEPEST) return { node, why: TOO_DEEP };
  for (const child of childrenOf(node)) {
    const refused = findRefused(child, depth + 1);
    if (refused) return refused;
  }
  return undefined;
}

function childrenOf(node: Node): readonly Node[] {
  if (isMap<Node, Node | null>(node)) return node.items.flatMap(({ key, value }) => (value ? [key, value] : [key]));
  return isSeq<Node>(node) ? node.items : [];
}

type Range = readonly [number, number];

/** Without the line break and the comment that may follow. */
function rangeOf(node: Node): Range {
  const [start, end] = node.range ?? [0, 0];
  return [start, end];
}

/** The field itself, or the closest thing around it that is there; of something long only the key, to mark one line. */
function rangeAt(root: Node, path: FieldPath, at: 'key' | 'value'): Range {
  let node: Node | null = root;
  let key: Node | undefined;
  for (const part of path) {
    const pair: Pair<Node, Node | null> | undefined = isMap<Node, Node | null>(node)
      ? node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part))
      : undefined;
    const entry: Node | undefined = isSeq<Node>(node) ? node.items[Number(part)] : undefined;
    if (!pair && !entry) return key ? rangeOf(key) : startOf(node ?? root);
    key = pair?.key ?? (isScalar(entry) ? entry : firstKey(entry)) ?? key;
    node = pair ? pair.value : (entry ?? null);
  }
  if (at === 'value' && isScalar(node) && node.range && node.range[1] > node.range[0]) return rangeOf(node);
  return key ? rangeOf(key) : startOf(root);
}

/** An entry of a list that is a group has no key of its own; its first one marks its beginning. */
const firstKey = (entry: Node | undefined): Node | undefined =>
  isMap<Node, Node | null>(entry) ? entry.items[0]?.key : undefined;

function startOf(node: Node): Range {
  const [start] = rangeOf(node);
  return [start, start];
}
