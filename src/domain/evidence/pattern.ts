/** One step of a pattern: a letter that fits, or ways to go on from here. */
type Step = { readonly fits: (letter: string) => boolean } | { readonly ways: readonly number[] } | 'end';

const LONGEST = 500;
const MOST_STEPS = 4_000;
const DEEPEST = 8;
const LONGEST_RANGE = 100;
const GROUP = /^[?*+@]\(/;
/** A name that has none of these stands for itself. */
const SPECIAL = /[*?[{]|[!+@]\(/;

export const isSpecial = (text: string): boolean => SPECIAL.test(text);

const notSlash = (letter: string): boolean => letter !== '/';
const anyLetter = (): boolean => true;

/**
 * Reads a glob: `*`, `**`, `?`, `[a-z]`, `{a,b}`, `{1..3}` and the groups `@(a|b)`, `?(…)`, `*(…)`, `+(…)`. A path is held
 * against all ways through it at once, letter by letter, so that no pattern takes longer than its length times that of the path
 * (rule F13). undefined: it cannot be read, or is too long.
 */
export function compilePattern(text: string): ((path: string) => boolean) | undefined {
  if (text.length > LONGEST || text.includes('!(') || text.startsWith('!')) return undefined;
  try {
    const compiler = new Compiler();
    compiler.add(text, 0);
    compiler.end();
    return runner(compiler.steps);
  } catch (error) {
    if (error instanceof TooMuch) return undefined;
    throw error;
  }
}

class TooMuch extends Error {}

class Compiler {
  readonly steps: Step[] = [];

  end(): void {
    this.#push('end');
  }

  add(text: string, depth: number): void {
    if (depth > DEEPEST) throw new TooMuch();
    for (let at = 0; at < text.length;) at = this.#addNext(text, at, depth);
  }

  /** Returns where to go on. */
  #addNext(text: string, at: number, depth: number): number {
    if (GROUP.test(text.slice(at, at + 2))) {
      const end = closing(text, at + 1, '(', ')');
      if (end !== undefined) {
        this.#addGroup(text[at] ?? '', parts(text.slice(at + 2, end), '|'), depth);
        return end + 1;
      }
    }
    const letter = text[at] ?? '';
    if (letter === '*') return this.#addStars(text, at);
    if (letter === '[') return this.#addClass(text, at);
    if (letter === '{') return this.#addBraces(text, at, depth);
    if (letter === '?') {
      this.#push({ fits: notSlash });
      return at + 1;
    }
    // `a/**` finds what is in `a`, and `a` itself.
    if (text.slice(at) === '/**') {
      this.#maybe(() => {
        this.#push({ fits: (other) => other === '/' });
        this.#repeat(() => this.#push({ fits: anyLetter }), true);
      });
      return text.length;
    }
    this.#push({ fits: (other) => other === letter });
    return at + 1;
  }

  #addStars(text: string, at: number): number {
    let end = at;
    while (text[end] === '*') end++;
    const isWhole = end - at > 1 && (at === 0 || text[at - 1] === '/') && (end === text.length || text[end] === '/');
    if (!isWhole) this.#repeat(() => this.#push({ fits: notSlash }), true);
    else if (end === text.length) this.#repeat(() => this.#push({ fits: anyLetter }), true);
    else {
      this.#maybe(() => {
        this.#repeat(() => this.#push({ fits: anyLetter }), true);
        this.#push({ fits: (letter) => letter === '/' });
      });
      return end + 1;
    }
    return end;
  }

  #addClass(text: string, at: number): number {
    const isNegated = text[at + 1] === '!' || text[at + 1] === '^';
    const first = at + (isNegated ? 2 : 1);
    const end = text.indexOf(']', first + 1);
    if (end < 0 || text.slice(first, end).includes('/')) {
      this.#push({ fits: (letter) => letter === '[' });
      return at + 1;
    }
    const inside = text.slice(first, end);
    const ranges: (readonly [string, string])[] = [];
    for (let index = 0; index < inside.length; index++) {
      const from = inside[index] ?? '';
      const isRange = inside[index + 1] === '-' && index + 2 < inside.length;
      ranges.push([from, isRange ? (inside[index + 2] ?? from) : from]);
      if (isRange) index += 2;
    }
    this.#push({
      fits: (letter) => letter !== '/' && ranges.some(([low, high]) => low <= letter && letter <= high) !== isNegated,
    });
    return end + 1;
  }

  #addBraces(text: string, at: number, depth: number): number {
    const end = closing(text, at, '{', '}');
    const inside = end === undefined ? '' : text.slice(at + 1, end);
    const choices = range(inside) ?? parts(inside, ',');
    if (end === undefined || choices.length < 2) {
      this.#push({ fits: (letter) => letter === '{' });
      return at + 1;
    }
    this.#addChoices(choices, depth);
    return end + 1;
  }

  #addGroup(kind: string, choices: readonly string[], depth: number): void {
    const body = (): void => this.#addChoices(choices, depth);
    if (kind === '@') body();
    else if (kind === '?') this.#addChoices([...choices, ''], depth);
    else this.#repeat(body, kind === '*');
  }

  #addChoices(choices: readonly string[], depth: number): void {
    const fork = this.#push('end');
    const ways: number[] = [];
    const exits: number[] = [];
    for (const choice of choices) {
      ways.push(this.steps.length);
      this.add(choice, depth + 1);
      exits.push(this.#push('end'));
    }
    this.steps[fork] = { ways };
    for (const exit of exits) this.steps[exit] = { ways: [this.steps.length] };
  }

  #maybe(body: () => void): void {
    const way = this.#push('end');
    body();
    this.steps[way] = { ways: [way + 1, this.steps.length] };
  }

  /** `mayBeNone`: also not at all. */
  #repeat(body: () => unknown, mayBeNone: boolean): void {
    const start = this.#push('end');
    body();
    const end = this.#push('end');
    this.steps[start] = { ways: mayBeNone ? [start + 1, end + 1] : [start + 1] };
    this.steps[end] = { ways: [start + 1, end + 1] };
  }

  #push(step: Step): number {
    if (this.steps.length >= MOST_STEPS) throw new TooMuch();
    return this.steps.push(step) - 1;
  }
}

/** Where what opens at a place is closed again. */
function closing(text: string, at: number, open: string, close: string): number | undefined {
  let depth = 0;
  for (let index = at; index < text.length; index++) {
    if (text[index] === open) depth++;
    else if (text[index] === close && --depth === 0) return index;
  }
  return undefined;
}

/** Split where nothing is open. */
function parts(text: string, separator: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let part = '';
  for (const letter of text) {
    if (letter === separator && depth === 0) {
      found.push(part);
      part = '';
      continue;
    }
    if (letter === '{' || letter === '(') depth++;
    if (letter === '}' || letter === ')') depth--;
    part += letter;
  }
  return [...found, part];
}

function range(text: string): string[] | undefined {
  const found = /^(\d{1,6})\.\.(\d{1,6})$/.exec(text);
  if (!found) return undefined;
  const [from, to] = [Number(found[1]), Number(found[2])];
  const length = Math.abs(to - from) + 1;
  if (length > LONGEST_RANGE) throw new TooMuch();
  return Array.from({ length }, (_, index) => String(from + (from <= to ? index : -index)));
}

function runner(steps: readonly Step[]): (path: string) => boolean {
  const marks = new Uint32Array(steps.length);
  let round = 0;
  /** All that can be reached without a letter. */
  const spread = (from: readonly number[]): number[] => {
    round++;
    const reached: number[] = [];
    const waiting = [...from];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (marks[at] === round) continue;
      marks[at] = round;
      const step = steps[at];
      if (step !== undefined && step !== 'end' && 'ways' in step) waiting.push(...step.ways);
      else reached.push(at);
    }
    return reached;
  };
  return (path) => {
    marks.fill(0);
    round = 0;
    let reached = spread([0]);
    for (let index = 0; index < path.length && reached.length > 0; index++) {
      const letter = path[index] ?? '';
      const next = reached.filter((at) => {
        const step = steps[at];
        return step !== undefined && step !== 'end' && 'fits' in step && step.fits(letter);
      });
      reached = spread(next.map((at) => at + 1));
    }
    return reached.some((at) => steps[at] === 'end');
  };
}
