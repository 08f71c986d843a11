import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { coreTools } from '../../src/tools/registry';
import { DOOR_SETTING } from '../../src/vscode/agents/names';
import { commandId } from '../../src/vscode/contributions/commands';
import { openClient } from '../unit/engine/harness';
import { answering, run, until } from './harness';
import { hearing, instead } from './person';

const dist = join(__dirname, '..', '..');
const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';

async function call(name: string, input: object): Promise<Record<string, unknown>> {
  const result = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  const [part] = result.content;
  // Another extension host's class, where a tool came through VS Code's own client.
  const { value } = part as { value: string };
  return JSON.parse(value) as Record<string, unknown>;
}

const offered = (prefix: string): string[] =>
  vscode.lm.tools.map(({ name }) => name).filter((name) => name.startsWith(prefix));

/** VS Code hears of the setting in its own time, and starts the servers that it knows by then. */
async function startServers(): Promise<void> {
  while (offered('mcp_').length < coreTools.length) {
    await vscode.commands.executeCommand('workbench.mcp.startServer', '*', { waitForLiveTools: true });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('M12 agents in VS Code', () => {
  before(() => vscode.extensions.getExtension('task-orchestrator.task-orchestrator')?.activate());

  it('find the tools of the registry, and work with the store of the folder as agents', async () => {
    const names = new Set(vscode.lm.tools.map(({ name }) => name));
    for (const { name } of coreTools) assert.ok(names.has(name), name);
    const { task } = await call('task_plan', { goal: 'From an agent in VS Code' });
    const { claim } = await call('task_claim', { task });
    const finished = await call('task_finish', { task, claim, result: 'done', summary: 'Done here.' });
    assert.equal(finished['state'], 'completed');
    const client = openClient({ folder, door: 'process' }, dist);
    try {
      const { rows } = await client.read('task.events', { task: String(task) });
      assert.ok(rows.every(({ actor }) => /^agent:vscode\/[0-9a-f]{8}$/.test(actor)));
    } finally {
      await client.close();
    }
  });

  it('M4 get a refusal that they can act on', async () => {
    const { error } = await call('task_claim', { task: 'task_000000' });
    assert.equal((error as { code: string }).code, 'not_found');
  });

  it('M12 get the server instead where a person chose it, started by VS Code itself', async () => {
    const settings = vscode.workspace.getConfiguration();
    await settings.update(DOOR_SETTING, 'server', vscode.ConfigurationTarget.Global);
    try {
      await startServers();
      const query = offered('mcp_').find((name) => name.endsWith('task_query'));
      assert.ok(query, offered('mcp_').join());
      const { rows } = await call(query, { text: 'agent in VS Code' });
      assert.equal((rows as unknown[]).length, 1);
      const plan = offered('mcp_').find((name) => name.endsWith('task_plan')) ?? '';
      const { task } = await call(plan, { goal: 'Through the server' });
      const made = await vscode.commands.executeCommand<string>(commandId('newTask'), { title: 'By hand' });
      const found = await call(query, { ids: [task, made] });
      assert.deepEqual(
        (found['rows'] as { title: string }[]).map(({ title }) => title),
        ['Through the server', 'By hand'],
      );
    } finally {
      await settings.update(DOOR_SETTING, undefined, vscode.ConfigurationTarget.Global);
    }
  });
});

describe('M13 configurations of clients, from VS Code', () => {
  const file = join(folder, '.mcp.json');
  after(() => rmSync(file, { force: true }));

  /** Changes the file as VS Code does; what is written beside it, it may notice much later. */
  async function applied(change: (edit: vscode.WorkspaceEdit) => void): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    change(edit);
    assert.ok(await vscode.workspace.applyEdit(edit));
  }
  async function written(text: string): Promise<vscode.TextDocument> {
    const uri = vscode.Uri.file(file);
    await applied((edit) => edit.createFile(uri, { overwrite: true, contents: Buffer.from(text) }));
    return vscode.workspace.openTextDocument(uri);
  }
  const gone = (): Promise<void> =>
    applied((edit) => edit.deleteFile(vscode.Uri.file(file), { ignoreIfNotExists: true }));

  const aFolder = (): void => mkdirSync(file);
  const deadLink = (): void => symlinkSync('nowhere', file);
  const pipe = (): void => void execFileSync('mkfifo', [file]);

  const adding = (answer?: string): Promise<string[]> => answering(answer, () => run('addToMcpJson'));

  it('adds the server to .mcp.json and keeps what is there, once a person has seen what is written and where', async () => {
    const before = '{\n  // mine\n  "mcpServers": { "other": { "command": "x" } }\n}\n';
    await written(before);
    const [said = '', ...more] = await adding();
    assert.ok(said.includes(file), said);
    assert.match(said, /"task-orchestrator": \{[\s\S]*"command": "node"[\s\S]*mcp\.js[\s\S]*"--workspace"/);
    assert.deepEqual(more, []);
    assert.equal(readFileSync(file, 'utf8'), before);
    await adding('Write');
    const text = readFileSync(file, 'utf8');
    assert.match(text, /\/\/ mine[\s\S]*"other"[\s\S]*"task-orchestrator"/);
    const [, launcher = ''] = /"([^"]*mcp\.js)"/.exec(text) ?? [];
    assert.ok(existsSync(launcher), launcher);
    assert.deepEqual(await adding('Write'), [], 'what is there already is not asked about');
  });

  it('makes no file that nobody agreed to', async () => {
    await gone();
    assert.equal((await adding()).length, 1);
    assert.ok(!existsSync(file));
  });

  it('in one step that can be undone', async () => {
    const before = '{ "mcpServers": {} }\n';
    const document = await written(before);
    await adding('Write');
    assert.match(document.getText(), /task-orchestrator/);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    await document.save();
  });

  /** A person presses *Undo* in the notification, after `meanwhile`. */
  async function undoing(meanwhile: () => unknown = () => undefined): Promise<void> {
    let press: (button: string) => void = () => undefined;
    const pressed = new Promise<string>((resolve) => (press = resolve));
    const showInformationMessage = (() => pressed) as unknown as typeof vscode.window.showInformationMessage;
    await instead({ showInformationMessage }, () => adding('Write'));
    await meanwhile();
    press('Undo');
  }

  it('offers Undo, which brings back what was there, and nothing where there was none', async () => {
    const before = '{ "mcpServers": {} }\n';
    await written(before);
    await undoing();
    await until('it is as it was', () => readFileSync(file, 'utf8') === before);
    await gone();
    await undoing();
    await until('it is gone', () => !existsSync(file));
  });

  it('undoes nothing that somebody has written since', async () => {
    await written('{}\n');
    await undoing(() => written('{ "mine": true }\n'));
    await until('it is shown', () => vscode.window.activeTextEditor?.document.uri.fsPath === file);
    assert.equal(readFileSync(file, 'utf8'), '{ "mine": true }\n');
  });

  it('leaves a file alone that is no JSON', async () => {
    const document = await written('{ "mcpServers": ');
    assert.deepEqual(await adding('Write'), []);
    assert.equal(document.getText(), '{ "mcpServers": ');
    assert.equal(readFileSync(file, 'utf8'), '{ "mcpServers": ');
  });

  it('leaves alone what is no ordinary file, without waiting for it', async () => {
    await gone();
    const odd = [aFolder, ...(process.platform === 'win32' ? [] : [deadLink, pipe])];
    for (const make of odd) {
      make();
      let told: string[] = [];
      try {
        told = await hearing(() => adding('Write'));
      } finally {
        rmSync(file, { recursive: true });
      }
      assert.match(told.join(), /not an ordinary file/, make.name);
    }
  });

  it('copies a configuration', async () => {
    const text = await vscode.commands.executeCommand<string>(commandId('copyMcpConfiguration'), { client: 'Codex' });
    assert.match(text, /^\[mcp_servers\.task-orchestrator\]/);
  });
});
