import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { EngineClient } from '../../src/engine/client';
import { actor, answering, run, until, useProgram } from './harness';

const folder = (): vscode.Uri => vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
export const at = (path: string): string => join(folder().fsPath, path);
export const uri = (path: string): vscode.Uri => vscode.Uri.joinPath(folder(), path);
export const put = (path: string, text: string): void => {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
};

export interface Shown {
  readonly uri: vscode.Uri;
  readonly diagnostic: vscode.Diagnostic;
  readonly code: string;
}

/** What Problems has of ours that mentions a text. */
export const problemsAbout = (text: string): Shown[] =>
  vscode.languages.getDiagnostics().flatMap(([where, all]) =>
    all
      .filter(({ source, code, message }) => source === 'Task Orchestrator' && code && message.includes(text))
      .map((diagnostic) => ({
        uri: where,
        diagnostic,
        code: typeof diagnostic.code === 'object' ? String(diagnostic.code.value) : '',
      })),
  );
export const codesAbout = (text: string): string[] => problemsAbout(text).map(({ code }) => code);
export const isProblem = (text: string, code: string): Promise<void> =>
  until(`Problems has ${text}: ${code}`, () => codesAbout(text).includes(code));
export const isNoProblem = (text: string): Promise<void> =>
  until(`Problems is without ${text}`, () => codesAbout(text).length === 0);

/** The quick fixes of ours that VS Code offers where a problem stands. */
async function fixesOn({ uri: where, diagnostic }: Shown): Promise<vscode.CodeAction[]> {
  await vscode.workspace.openTextDocument(where);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    where,
    diagnostic.range,
    vscode.CodeActionKind.QuickFix.value,
  );
  return actions.filter(({ command }) => command?.command.startsWith('taskOrchestrator.'));
}

/** Runs the quick fix whose title begins so, on the problem that mentions the text. */
export async function fix(text: string, title: string): Promise<unknown> {
  let command: vscode.Command | undefined;
  // VS Code drops what it was about to offer when the text below changes meanwhile, as the page of a task does, and asks anew.
  await until(`"${title}" is offered on ${text}`, async () => {
    const [found] = problemsAbout(text);
    assert.ok(found, `no problem mentions ${text}`);
    command = (await fixesOn(found)).find((each) => each.title.startsWith(title))?.command;
    return command !== undefined;
  });
  assert.ok(command);
  return vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
}

/** A person takes a task from whoever holds it. */
export const released = (task: string): Promise<unknown> =>
  answering('Release Claim', () => run('releaseTask', { task, reason: 'Mine' }));

interface Claimed {
  readonly task: string;
  readonly claim: string;
}

export interface Scene {
  readonly program: () => EngineClient;
  /** An agent's work that is under way. */
  readonly begun: (title: string, more?: object) => Promise<Claimed>;
  /** An agent's work, done and accepted. */
  readonly done: (title: string, files: Record<string, string>) => Promise<string>;
  readonly evidenceOf: (task: string) => Promise<string | undefined>;
  readonly filesOf: (task: string) => Promise<string[]>;
}

/** A folder `out` for work to be done in, below git, while nobody works on anything: each test begins there. */
export function useEvidence(): Scene {
  const program = useProgram();

  before(() => {
    execFileSync('git', ['init', '-q'], { cwd: folder().fsPath });
    mkdirSync(at('out'), { recursive: true });
  });
  beforeEach(async () => {
    // Whose a change is depends on who is at work.
    for (const { id } of (await program().read('task.working', {})).rows) await released(id);
    const { rows } = await program().read('task.working', {});
    assert.deepEqual(
      rows.map(({ title, state }) => `${title} ${state}`),
      [],
    );
  });
  after(() => {
    rmSync(at('out'), { recursive: true, force: true });
    rmSync(at('.git'), { recursive: true, force: true });
  });

  async function begun(title: string, more: object = {}): Promise<Claimed> {
    const { task } = await program().execute('task.plan', { goal: title, steps: [], ...more }, { actor });
    const taken = await program().execute('task.claim', { task }, { actor });
    assert.ok('claim' in taken);
    return { task, claim: taken.claim };
  }

  async function done(title: string, files: Record<string, string>): Promise<string> {
    const { task, claim } = await begun(title);
    await allTold(Object.keys(files), () => {
      for (const [path, text] of Object.entries(files)) put(path, text);
    });
    const claims = Object.keys(files).map((path) => ({ op: 'create' as const, path }));
    const end = { task, claim, result: 'done', summary: 'Done.', files: claims } as const;
    const answer = await program().execute('task.finish', end, { actor });
    assert.ok(answer.accepted, answer.verification.summary);
    return task;
  }

  const evidenceOf = async (task: string) => (await program().read('task.get', { id: task }))?.evidence;
  const filesOf = async (task: string) =>
    (await program().read('task.evidence', { task })).files.map(({ path }) => path);
  return { program, begun, done, evidenceOf, filesOf };
}

/** What comes and goes before VS Code tells of it, it never tells of. */
const allTold = (paths: readonly string[], act: () => void): Promise<void> =>
  listening(async (told) => {
    act();
    await until('VS Code tells of the files', () => paths.every((path) => told.has(at(path))));
  });

/** Makes folders, and waits until VS Code tells of what comes into them: of files that come together with theirs it does not. */
export const watchedFolders = (...paths: string[]): Promise<void> =>
  listening(async (told) => {
    for (const path of paths) {
      mkdirSync(at(path), { recursive: true });
      for (let n = 0; ![...told].some((file) => dirname(file) === at(path)); n++) {
        put(`${path}/told-${n}`, '');
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  });

async function listening(act: (told: ReadonlySet<string>) => Promise<void>): Promise<void> {
  const told = new Set<string>();
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder(), 'out/**'));
  watcher.onDidCreate((file) => told.add(file.fsPath));
  try {
    await act(told);
  } finally {
    watcher.dispose();
  }
}
