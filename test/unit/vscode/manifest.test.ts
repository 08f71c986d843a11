import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { commandId, commands, type CommandKey } from '../../../src/vscode/contributions/commands';
import type { CommandSpec } from '../../../src/vscode/contributions/commands/spec';
import { contextKeyId, contextKeys, type ContextKey } from '../../../src/vscode/contributions/contextKeys';
import { buildManifest } from '../../../src/vscode/contributions/manifest';
import { keybindings } from '../../../src/vscode/contributions/keybindings';
import { menus } from '../../../src/vscode/contributions/menus';
import { settings } from '../../../src/vscode/contributions/settings';
import { viewId, views, welcomes, type ViewKey } from '../../../src/vscode/contributions/views';
import { collectStrings } from '../../../scripts/manifest/sources.mjs';

const read = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(resolve(path), 'utf8')) as Record<string, unknown>;

const sources = () =>
  readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('contributions'))
    .map((name) => readFileSync(resolve('src', name), 'utf8'))
    .join('\n');

const packageJson = read('package.json');
const built = buildManifest();

describe('A3 the manifest and the code say the same', () => {
  it('contributes in package.json are the typed tables', () => {
    assert.deepEqual(packageJson['contributes'], built.contributes, 'run `npm run manifest`');
    assert.deepEqual(packageJson['activationEvents'], built.activationEvents, 'run `npm run manifest`');
  });

  it('package.nls.json holds the strings of the tables, and no others', () => {
    assert.deepEqual(read('package.nls.json'), built.nls, 'run `npm run manifest`');
  });

  it('every %key% in package.json is in package.nls.json, and every key there is used', () => {
    const used = [...JSON.stringify(packageJson).matchAll(/%([\w.]+)%/g)].map(([, key]) => key);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(built.nls).sort());
  });

  it('every string that the code shows is in the bundle for translators, and no other is', async function () {
    // Every source is parsed, which on a busy machine takes its time.
    this.timeout(60_000);
    assert.deepEqual(read('l10n/bundle.l10n.json'), await collectStrings(), 'run `npm run manifest`');
  });

  it('activates neither at start nor for everything', () => {
    const events = packageJson['activationEvents'] as string[];
    assert.deepEqual(
      events.filter((event) => event === '*' || event === 'onStartupFinished'),
      [],
    );
  });
});

describe('A3 what the tables name exists', () => {
  const clauses = [
    ...Object.values<CommandSpec>(commands).flatMap(({ enablement = '', palette = '' }) => [enablement, palette]),
    ...menus.map(({ when }) => when ?? ''),
    ...keybindings.map(({ when }) => when),
    ...walkthroughSteps().flatMap(({ completionEvents }) => completionEvents),
    ...welcomes.map(({ when }) => when),
  ];
  const named = new Set(clauses.flatMap((clause) => clause.match(/taskOrchestrator\.\w+/g) ?? []));

  it('names in `when` clauses are our context keys, views or commands', () => {
    const known = new Set([
      ...Object.keys(contextKeys).map((key) => contextKeyId(key as ContextKey)),
      ...Object.keys(views).map((key) => viewId(key as ViewKey)),
    ]);
    assert.deepEqual(
      [...named].filter((name) => !known.has(name)),
      [],
    );
  });

  it('every context key is used by some clause, with values that it can have', () => {
    for (const [key, values] of Object.entries(contextKeys)) {
      const id = contextKeyId(key as ContextKey);
      assert.ok(named.has(id), `${id} is used by no clause`);
      for (const [, value] of clauses.join(' ').matchAll(new RegExp(`${id} [!=]= (\\w+)`, 'g'))) {
        assert.ok((values as readonly string[]).includes(value ?? ''), `${id} is never ${value ?? ''}`);
      }
    }
  });

  it('links in welcome texts run commands of ours or of VS Code', () => {
    const ours = new Set(Object.keys(commands).map((key) => commandId(key as CommandKey)));
    const linked = welcomes.flatMap(({ contents }) =>
      [...contents.matchAll(/\(command:([\w.]+)\)/g)].map(([, id]) => id),
    );
    const unknown = linked.filter((id) => id?.startsWith('taskOrchestrator.') === true && !ours.has(id));
    assert.deepEqual(unknown, []);
  });
});

interface WalkthroughStep {
  readonly media: { readonly svg: string };
  readonly completionEvents: string[];
  readonly description: string;
}

function walkthroughSteps(): WalkthroughStep[] {
  const { walkthroughs } = built.contributes as { walkthroughs: { steps: WalkthroughStep[] }[] };
  return walkthroughs.flatMap(({ steps }) => steps);
}

describe('V15 settings and the walkthrough', () => {
  it('every setting is read somewhere', () => {
    const code = sources();
    assert.deepEqual(
      Object.keys(settings).filter((key) => !code.includes(`'${key}'`)),
      [],
    );
  });

  it('V14 every step has its picture, and is completed when it was done', () => {
    const ours = new Set(Object.keys(commands).map((key) => commandId(key as CommandKey)));
    const code = sources();
    for (const { media, completionEvents, description } of walkthroughSteps()) {
      assert.ok(existsSync(media.svg), media.svg);
      assert.equal(completionEvents.length, 1);
      const [, milestone] = /^onContext:taskOrchestrator.milestone == (\w+)$/.exec(completionEvents[0] ?? '') ?? [];
      assert.ok(code.includes(`reached('${milestone}')`), milestone);
      const linked = [...(built.nls[description.slice(1, -1)] ?? '').matchAll(/\(command:([\w.]+)\)/g)];
      assert.ok(linked.length > 0);
      for (const [, id] of linked) assert.ok(ours.has(id ?? ''), id);
    }
  });
});

describe('A4 each view always says something', () => {
  const states = [
    ...contextKeys.store.filter((store) => store !== 'problem').map((store) => ({ store, problem: 'none' })),
    ...contextKeys.problem
      .filter((problem) => problem !== 'none')
      .flatMap((problem) => [
        { store: 'problem', problem },
        { store: 'ready', problem },
      ]),
  ];

  it('says nothing about a store that was not looked at yet', () => {
    const context = { workspaceFolderCount: 1, isWorkspaceTrusted: false, virtualWorkspace: '' };
    assert.deepEqual(
      welcomes.filter(({ when }) => holds(when, context)).map(({ key }) => key),
      [],
    );
  });

  for (const view of Object.keys(views) as ViewKey[]) {
    it(`${view} has exactly one welcome text in every state`, () => {
      for (const { store, problem } of states) {
        for (const workspaceFolderCount of [0, 1, 2]) {
          for (const isWorkspaceTrusted of [true, false]) {
            for (const virtualWorkspace of ['', 'memfs']) {
              for (const [narrowed, restorable, tasks, needs] of combinations()) {
                const context = {
                  'taskOrchestrator.tasks': tasks,
                  'taskOrchestrator.needs': needs,
                  'taskOrchestrator.restorable': restorable,
                  workspaceFolderCount,
                  isWorkspaceTrusted,
                  virtualWorkspace,
                  'taskOrchestrator.store': store,
                  'taskOrchestrator.problem': problem,
                  'taskOrchestrator.narrowed': narrowed,
                };
                const shown = welcomes.filter((welcome) => welcome.view === view && holds(welcome.when, context));
                assert.equal(shown.length, 1, `${JSON.stringify(context)} shows ${shown.map(({ key }) => key).join()}`);
              }
            }
          }
        }
      }
    });
  }
});

function* combinations() {
  const { narrowed, restorable, tasks, needs } = contextKeys;
  for (const a of narrowed)
    for (const b of restorable) for (const c of tasks) for (const d of needs) yield [a, b, c, d];
}

/** Evaluates the part of VS Code's `when` language that our clauses use. */
function holds(clause: string, context: Readonly<Record<string, unknown>>): boolean {
  const term = (text: string): boolean => {
    const [, not, inner] = /^(!?)(.*)$/.exec(text.trim()) ?? [];
    if (inner?.startsWith('(')) return (not === '!') !== holds(inner.slice(1, -1), context);
    const [, key, operator, value] = /^([\w.]+)\s*(==|!=|>)?\s*(\S+)?$/.exec(inner ?? '') ?? [];
    const found = context[key ?? ''];
    if (operator === '>') return Number(found) > Number(value);
    const equal = operator ? String(found) === value : Boolean(found);
    return (not === '!' || operator === '!=') !== equal;
  };
  return clause.split('||').some((any) => any.split('&&').every(term));
}
