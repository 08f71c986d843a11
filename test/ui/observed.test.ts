import { strict as assert } from 'node:assert';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineClient } from '../../src/engine/client';
import { openClient } from '../unit/engine/harness';
import { useWorkbench } from './harness/suite';
import { until } from './harness/until';

const actor = 'agent:claude/ui';

/** An agent at work in a folder; what changes there while a window watches is its doing. */
async function beginWork(agent: EngineClient, goal: string): Promise<{ task: string; claim: string }> {
  const { task } = await agent.execute('task.plan', { goal, steps: [] }, { actor });
  const taken = await agent.execute('task.claim', { task }, { actor });
  assert.ok('claim' in taken);
  return { task, claim: taken.claim };
}

const filesOf = async (agent: EngineClient, task: string): Promise<string[]> =>
  (await agent.read('task.evidence', { task })).files.map(({ path }) => path);

describe('X1 what is observed in several folders', () => {
  const root = mkdtempSync(join(tmpdir(), 'task-orchestrator-observed-'));
  const places = { server: 'server', client: 'client', inner: 'server/packages/inner' };
  const names = Object.keys(places) as (keyof typeof places)[];
  const at = (name: keyof typeof places, path: string): string => join(root, places[name], path);
  const agents = new Map<string, EngineClient>();
  const tasks = new Map<string, { task: string; claim: string }>();
  const agent = (name: string): EngineClient => {
    const found = agents.get(name);
    assert.ok(found);
    return found;
  };
  const files = (name: string): Promise<string[]> => filesOf(agent(name), tasks.get(name)?.task ?? '');
  const workbench = useWorkbench();

  before(async () => {
    for (const name of names) {
      cpSync(join('test', 'fixtures', 'sample-workspace'), join(root, places[name]), { recursive: true });
    }
    for (const name of names) {
      agents.set(name, openClient({ folder: join(root, places[name]), door: 'process' }));
      tasks.set(name, await beginWork(agent(name), `Work in ${name}`));
    }
    const file = join(root, 'all.code-workspace');
    writeFileSync(file, JSON.stringify({ folders: names.map((name) => ({ name, path: places[name] })) }));
    await workbench().openWorkspaceFile(file, 'Work in inner');
  });
  after(async () => {
    for (const each of agents.values()) await each.close();
    rmSync(root, { recursive: true, force: true });
  });

  it('is told to the store of its folder alone', async () => {
    writeFileSync(at('client', 'src/only.js'), 'export {};\n');
    await until('the store of the folder knows it', async () => (await files('client')).includes('src/only.js'));
    assert.deepEqual([await files('server'), await files('inner')], [[], []]);
  });

  it('and, of a folder that lies in another, to both, each by the path from there', async () => {
    writeFileSync(at('inner', 'src/both.js'), 'export {};\n');
    await until('the inner store knows it', async () => (await files('inner')).includes('src/both.js'));
    await until('so does the outer', async () => (await files('server')).includes('packages/inner/src/both.js'));
    assert.deepEqual(await files('client'), ['src/only.js']);
  });

  it('X11 Verify All asks which folder, and verifies that one alone', async () => {
    const { page } = workbench();
    const attempts = (name: string) =>
      agent(name)
        .read('verification.list', { task: tasks.get(name)?.task ?? '' })
        .then(({ rows }) => rows.length);
    for (const name of ['client', 'inner'] as const) {
      const { task, claim } = tasks.get(name) ?? { task: '', claim: '' };
      const end = { task, claim, result: 'done', summary: 'Done.' } as const;
      await agent(name).execute('task.finish', end, { actor });
    }
    const [client, inner] = [await attempts('client'), await attempts('inner')];
    writeFileSync(at('client', 'src/only.js'), 'export const changed = 1;\n');
    await workbench().runCommand('Task Orchestrator: Verify All');
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'client' }).first().click();
    await until('that of the folder is verified', async () => (await attempts('client')) > client);
    assert.equal(await attempts('inner'), inner);
  });
});

describe('X1 A5 what is observed in Restricted Mode', () => {
  let task = '';
  const workbench = useWorkbench({
    trusted: false,
    settings: { 'security.workspace.trust.startupPrompt': 'never' },
    workspace: async (copy) => {
      const agent = openClient({ folder: copy, door: 'process' });
      const begun = await beginWork(agent, 'Write the ledger');
      task = begun.task;
      writeFileSync(join(copy, 'src/ledger.js'), 'export const ledger = [];\n');
      const named = [{ op: 'create' as const, path: 'src/ledger.js' }];
      const end = { ...begun, result: 'done', summary: 'Done.', files: named } as const;
      await agent.execute('task.finish', end, { actor });
      writeFileSync(join(copy, 'src/ledger.js'), 'export const ledger = [1];\n');
      await agent.execute('task.verify', { task }, { actor });
      await beginWork(agent, 'Write the journal');
      await agent.close();
    },
  });

  it('is nothing: what was found before can be read, and what changes meanwhile is not looked at', async () => {
    const { page } = workbench();
    const agent = workbench().openProgram();
    await workbench().openContainer('Task Orchestrator');
    await workbench().sideBarText('Files and Checks').waitFor();
    await workbench().runCommand('View: Focus Problems');
    const problem = page.locator('.markers-panel').getByText('src/ledger.js is not what');
    await problem.waitFor();
    const { rows } = await agent.read('task.search', { text: 'Write the journal' });
    const journal = rows[0]?.id ?? '';
    const before = (await agent.read('task.events', { task })).rows.length;
    writeFileSync(join(workbench().workspace, 'src/ledger.js'), 'export const ledger = [];\n');
    writeFileSync(join(workbench().workspace, 'src/journal.js'), 'export const journal = [];\n');
    // VS Code tells whoever listens within moments: the explorer has the new file by then.
    await workbench().openContainer('Explorer');
    await page.locator('.explorer-folders-view').getByText('src', { exact: true }).click();
    await page.locator('.explorer-folders-view').getByText('journal.js').waitFor();
    assert.deepEqual(await filesOf(agent, journal), []);
    assert.equal((await agent.read('task.get', { id: task }))?.evidence, 'changed');
    assert.equal((await agent.read('task.events', { task })).rows.length, before);
    assert.ok(await problem.isVisible());
  });
});
