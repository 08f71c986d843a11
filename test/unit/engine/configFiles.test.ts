import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FileProblem } from '../../../src/domain/source/fileProblem';
import type { EngineClient } from '../../../src/engine/client';
import { follows, isAbsent, reached, useClients } from './harness';

const actor = 'agent:test/config';
const guide = (text: string): string => `guide:\n  role_definition: ${text}\n`;

describe('R roles and templates beside an open store', () => {
  const { folder, open } = useClients();
  const inConfig = (...names: string[]) => join(folder(), '.task_orchestrator', ...names);

  function write(path: string, text: string): string {
    mkdirSync(dirname(path), { recursive: true });
    // With a rename, so that nobody reads half of it.
    writeFileSync(`${path}~`, text);
    renameSync(`${path}~`, path);
    return path;
  }

  const roleOf = async (client: EngineClient, name: string) => (await client.read('role.list', { name })).rows[0];

  const definitionOf = async (client: EngineClient, name: string): Promise<unknown> =>
    ((await roleOf(client, name))?.definition as { role_definition: string } | undefined)?.role_definition;

  /** Looks again with each change of a role that is heard of. */
  async function until(client: EngineClient, holds: () => Promise<boolean>): Promise<void> {
    let heard: () => void = () => undefined;
    const off = client.on('changes', (changes) => {
      if (changes.some(({ entity }) => entity === 'role')) heard();
    });
    for (;;) {
      const next = new Promise<void>((resolve) => (heard = resolve));
      if (await holds()) break;
      await next;
    }
    off();
  }

  const untilRole = (client: EngineClient, name: string, wanted: string | undefined): Promise<void> =>
    until(client, async () => (await definitionOf(client, name)) === wanted);

  function untilProblems(client: EngineClient, wanted: (problems: readonly FileProblem[]) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (problems: readonly FileProblem[]): void => {
        if (!wanted(problems)) return;
        off();
        resolve();
      };
      const off = client.on('fileProblems', look);
      look(client.fileProblems);
    });
  }

  const none = (problems: readonly FileProblem[]): boolean => problems.length === 0;
  const some = (problems: readonly FileProblem[]): boolean => problems.length > 0;

  it('R14 are known to the plan that creates the store', async () => {
    write(inConfig('roles', 'custom_roles.yaml'), guide('You guide.'));
    const client = open('process');
    await client.execute('task.plan', { goal: 'Go', steps: [{ key: 'a', title: 'Lead', role: 'guide' }] }, { actor });
    assert.equal(await definitionOf(client, 'guide'), 'You guide.');
  });

  it('R14 reach every process live: a role that appears, changes, breaks and goes', async () => {
    const leader = open('host');
    await leader.execute('task.create', { title: 'First' }, { actor });
    const follower = open('process');
    await reached(follower, follows);
    const file = inConfig('roles', 'team.yaml');
    write(file, guide('one'));
    await untilRole(follower, 'guide', 'one');
    write(file, guide('two'));
    await untilRole(follower, 'guide', 'two');
    write(file, 'guide: [');
    await untilRole(follower, 'guide', undefined);
    write(file, guide('three'));
    await untilRole(follower, 'guide', 'three');
    rmSync(file);
    await untilRole(leader, 'guide', undefined);
    assert.equal((await leader.read('role.list', {})).rows.length, 7);
  });

  it('R14 that changed while nobody looked are known soon after the start', async () => {
    const file = inConfig('roles', 'team.yaml');
    write(file, guide('before'));
    const before = open('process');
    await before.execute('task.create', { title: 'First' }, { actor });
    await before.close();
    write(file, guide('after'));
    await untilRole(open('process'), 'guide', 'after');
  });

  it('R14 lie where MCP_TASK_ORCHESTRATOR_CONFIG_DIR says', async () => {
    write(join(folder(), 'team', 'roles', 'x.yaml'), guide('Elsewhere.'));
    write(inConfig('roles', 'x.yaml'), guide('Here.'));
    const client = open('process', { configDir: 'team' });
    await client.execute('task.create', { title: 'First' }, { actor });
    await untilRole(client, 'guide', 'Elsewhere.');
  });

  it('R6 leave nothing behind where there is no store, and the default roles where there is one', async () => {
    const client = open('process');
    await reached(client, isAbsent);
    await client.read('role.list', {});
    assert.ok(!existsSync(inConfig()));
    await client.execute('task.create', { title: 'First' }, { actor });
    await until(client, async () => (await roleOf(client, 'architect'))?.layer === 'default');
    assert.match(readFileSync(inConfig('roles', 'default_roles.yaml'), 'utf8'), /^# Version/);
  });

  it('R15 tell every process of what is wrong with them, also one that comes later, until it is mended', async () => {
    const role = write(inConfig('roles', 'team.yaml'), 'guide:\n  role_definition: Fine.\n  approach: 7\n');
    const template = write(inConfig('templates', 'feature.yaml'), 'goal: Let {{who}} in\n');
    const leader = open('host');
    await leader.execute('task.create', { title: 'First' }, { actor });
    await untilProblems(leader, (problems) => problems.length === 2);
    const follower = open('process');
    await untilProblems(follower, some);
    assert.deepEqual(follower.fileProblems, leader.fileProblems);
    assert.deepEqual(
      follower.fileProblems.map(({ file, line, severity }) => ({ file, line, severity })),
      [
        { file: role, line: 3, severity: 'error' },
        { file: template, line: 1, severity: 'error' },
      ],
    );
    write(role, guide('Fine.'));
    write(template, 'goal: Let them in\n');
    await Promise.all([untilProblems(leader, none), untilProblems(follower, none)]);
  });
});
