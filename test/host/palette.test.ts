import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Problem } from '../../src/domain/problem';
import { perform } from '../../src/vscode/commands';
import type { CommandServices } from '../../src/vscode/commands/services';
import { commands, type CommandKey } from '../../src/vscode/contributions/commands';
import type { CommandSpec } from '../../src/vscode/contributions/commands/spec';
import { FolderStore } from '../../src/vscode/folderStore';
import { until } from './harness';

/** The bundle of the suite lies in dist/test/host. */
const dist = join(__dirname, '..', '..');
const keys = Object.keys(commands) as CommandKey[];

/** What a person sees of a command, a line each; nobody answers. */
type Seen = readonly string[];

const nothing = new vscode.EventEmitter<void>();
const log = vscode.window.createOutputChannel('palette', { log: true });

function open(folder: string): FolderStore {
  const uri = vscode.Uri.file(folder);
  const files = { worker: join(dist, 'engine.js'), wasm: join(dist, 'sql-wasm.wasm'), version: 'test' };
  return new FolderStore(
    { uri, name: folder.split(/[\\/]/).at(-1) ?? '', index: 0 },
    { files, hostKey: undefined, log },
  );
}

/** The surfaces that commands show things on, which write down what they are asked to show. */
function servicesFor(stores: readonly FolderStore[], seen: string[]): CommandServices {
  const showing =
    (what: string) =>
    (...values: unknown[]): Promise<string> => {
      seen.push([what, ...values.filter((value) => typeof value === 'string')].join(' '));
      return Promise.resolve('a text');
    };
  const look = { groupBy: 'stream', finished: true, details: false, filter: {} };
  return {
    extensionId: 'task-orchestrator.task-orchestrator',
    stores: { all: stores, known: Promise.resolve(), onDidChange: nothing.event },
    attention: { of: () => undefined },
    tasksView: { memory: { look, choose: showing('looks'), filterBy: showing('filters') }, reveal: () => undefined },
    panels: { open: showing('opens a panel') },
    documents: { show: showing('opens'), text: showing('writes') },
    texts: { open: showing('edits') },
    claims: { tokenFor: () => undefined },
    launcher: { install: () => Promise.resolve('/a/program') },
    log: Object.assign(Object.create(log) as vscode.LogOutputChannel, { show: () => seen.push('shows the log') }),
  } as unknown as CommandServices;
}

/** Takes the place of the person: writes down what they are asked, and lets each question be. */
async function watching<Value>(seen: string[], isTrusted: boolean, act: () => Promise<Value>): Promise<Value> {
  const { window, workspace, commands: running } = vscode;
  const { createQuickPick, createInputBox } = window;
  const told =
    (how: string) =>
    (text: string): Promise<undefined> => {
      seen.push(`${how}: ${text}`);
      return Promise.resolve(undefined);
    };
  const letBe = <Input extends vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox>(input: Input): Input => {
    const shown = input.show.bind(input);
    return Object.assign(input, {
      show: () => {
        shown();
        const look = setInterval(() => {
          if (input.busy) return;
          clearInterval(look);
          seen.push(
            'items' in input
              ? `lists ${input.items.length}: ${input.title ?? ''}: ${input.placeholder ?? ''}`
              : `asks: ${input.title ?? ''}: ${input.prompt ?? ''}`,
          );
          input.hide();
        }, 1);
        input.onDidHide(() => clearInterval(look));
      },
    });
  };
  const execute = running.executeCommand;
  const trusted = Object.getOwnPropertyDescriptor(workspace, 'isTrusted');
  const replaced = {
    createQuickPick: () => letBe(createQuickPick()),
    createInputBox: () => letBe(createInputBox()),
    showQuickPick: (items: readonly unknown[], options?: vscode.QuickPickOptions) =>
      told(`lists ${items.length}`)(`${options?.title ?? ''}: ${options?.placeHolder ?? ''}`),
    showInputBox: ({ title, prompt }: vscode.InputBoxOptions = {}) => told('asks')(`${title ?? ''}: ${prompt ?? ''}`),
    showInformationMessage: told('says'),
    showWarningMessage: told('warns'),
    showErrorMessage: told('complains'),
    showSaveDialog: () => told('asks')('for a file'),
    showTextDocument: () => told('opens')('a file'),
    setStatusBarMessage: told('tells'),
  };
  const originals = Object.fromEntries(
    Object.keys(replaced).map((name) => [name, Reflect.get(window, name) as unknown]),
  );
  Object.assign(window, replaced);
  Object.assign(running, {
    executeCommand: (id: string, ...rest: unknown[]) => (id === 'setContext' ? execute(id, ...rest) : told('runs')(id)),
  });
  Object.defineProperty(workspace, 'isTrusted', { value: isTrusted, configurable: true });
  try {
    return await act();
  } finally {
    Object.assign(window, originals);
    Object.assign(running, { executeCommand: execute });
    if (trusted) Object.defineProperty(workspace, 'isTrusted', trusted);
    else delete (workspace as { isTrusted?: boolean }).isTrusted;
  }
}

describe('A7 every command of the table, called from the palette', function () {
  this.timeout(120_000);
  const root = mkdtempSync(join(tmpdir(), 'task-orchestrator-palette-'));
  const stores: FolderStore[] = [];

  function folderStore(name: string, before?: (folder: string) => void): FolderStore {
    const folder = join(root, name);
    mkdirSync(folder);
    before?.(folder);
    const store = open(folder);
    stores.push(store);
    return store;
  }
  const reached = (store: FolderStore, state: string) =>
    until(`the store is ${state}`, () => store.status.state === state);

  after(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(root, { recursive: true, force: true });
  });

  async function emptyStore(name: string): Promise<FolderStore> {
    const store = folderStore(name);
    const { task } = await store.execute('task.create', { title: 'Gone' });
    await store.execute('task.delete', { task });
    await reached(store, 'ready');
    return store;
  }

  async function usedStore(name: string): Promise<FolderStore> {
    const store = await emptyStore(name);
    const steps = [
      { key: 'first', title: 'First' },
      { title: 'Second', after: ['first'] },
    ];
    await store.execute('task.plan', { goal: 'Ship it', stream: 'Format', approval: 'plan', steps });
    const { task } = await store.execute('task.create', { title: 'At work' });
    await store.execute('task.edit', { task, stages: ['plan', 'plan_approval'] });
    await store.execute('task.claim', { task });
    await store.execute('task.progress', { task, plan: 'First this, then that' });
    return store;
  }

  /** Runs each command with nothing, and says what was seen of it; what it threw is what a person would be told. */
  async function outcomes(of: readonly FolderStore[], isTrusted = true): Promise<Map<CommandKey, Seen>> {
    const all = new Map<CommandKey, Seen>();
    for (const key of keys) {
      const seen: string[] = [];
      await watching(seen, isTrusted, async () => {
        try {
          await perform(servicesFor(of, seen), key, {});
        } catch (error) {
          const { code, message, remedy } = Problem.from(error);
          assert.notEqual(code, 'internal', `${key}: ${String(error instanceof Error ? error.stack : error)}`);
          assert.ok(message !== '' && remedy !== '', key);
          seen.push(`refuses (${code}): ${message} ${remedy}`);
        }
      });
      all.set(key, seen);
    }
    return all;
  }

  /** Something is said or asked, and no list is empty without a word on why. */
  function assertHelpful(all: ReadonlyMap<CommandKey, Seen>, state: string): void {
    const silent = [...all].filter(([, seen]) => seen.length === 0).map(([key]) => key);
    assert.deepEqual(silent, [], `${state}: nothing is seen of these`);
    const empty = [...all].filter(([, seen]) => seen.some((line) => /^lists 0(?!.*There is no)/.test(line)));
    assert.deepEqual(empty, [], `${state}: an empty list`);
  }

  it('says where tasks could be kept, without a folder and in a virtual workspace', async () => {
    const all = await outcomes([]);
    assertHelpful(all, 'nowhere');
  });

  it('says that there is nothing yet, or begins, without a store', async () => {
    const store = folderStore('without');
    await reached(store, 'absent');
    assertHelpful(await outcomes([store]), 'absent');
    assert.equal(store.status.state, 'absent', 'looking makes no store');
  });

  it('says what is wrong with a store that cannot be opened', async () => {
    const store = folderStore('damaged', (folder) => {
      mkdirSync(join(folder, '.task_orchestrator'));
      writeFileSync(join(folder, '.task_orchestrator', 'state.db'), 'This is not a database.\n'.repeat(200));
    });
    await reached(store, 'problem');
    const all = await outcomes([store]);
    assertHelpful(all, 'problem');
    // Nobody types a title first that could not be kept.
    for (const key of ['newTask', 'newPlan', 'approveTask'] as const)
      assert.match(all.get(key)?.[0] ?? '', /^refuses \(store_damaged\)/, key);
  });

  it('says that there is nothing yet in an empty store', async () => {
    assertHelpful(await outcomes([await emptyStore('empty')]), 'empty');
  });

  it('asks, shows or does where there are tasks', async () => {
    assertHelpful(await outcomes([await usedStore('used')]), 'used');
  });

  it('asks first which folder is meant, where there are several', async () => {
    const several = [await usedStore('one'), await usedStore('two')];
    assertHelpful(await outcomes(several), 'several');
  });

  it('refuses at once what would change something, in Restricted Mode', async () => {
    const all = await outcomes([await usedStore('restricted')], false);
    assertHelpful(all, 'restricted');
    const asked = [...all].filter(([key, [first = '']]) => {
      const { enablement = '' } = commands[key] as CommandSpec;
      return enablement.includes('isWorkspaceTrusted') && !/^refuses \((restricted_mode|not_found)\)/.test(first);
    });
    assert.deepEqual(asked, []);
  });
});
