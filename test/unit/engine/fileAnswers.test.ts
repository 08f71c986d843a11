import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAbsent, leads, reached, useClients } from './harness';

const template = { goal: 'Build {{x}}', parameters: { x: { type: 'text' as const } }, steps: [] };

describe('R16 roles and templates through the engine', () => {
  const { folder, open } = useClients();
  const inConfig = (...names: string[]) => join(folder(), '.task_orchestrator', ...names);

  it('need no store, and make none', async () => {
    const client = open('process');
    assert.equal((await client.files('roles.list', {})).rows.length, 7);
    assert.ok(!existsSync(inConfig()));
    assert.deepEqual(await client.files('roles.begin', {}), {
      file: inConfig('roles', 'custom_roles.yaml'),
      isNew: true,
    });
    await client.files('templates.save', { id: 'build', template });
    await reached(client, isAbsent);
    assert.ok(!existsSync(inConfig('state.db')));
    // What lies beside it keeps nobody from beginning a store.
    await client.execute('task.create', { title: 'First' }, { actor: 'agent:test/files' });
    await reached(client, leads);
  });

  it('answer what is there now, with what is wrong', async () => {
    const client = open('process');
    mkdirSync(inConfig('templates'), { recursive: true });
    writeFileSync(inConfig('templates', 'a.yaml'), 'name: A\ngoal: Do {{it}}\nparameters: { it: { type: number } }');
    writeFileSync(inConfig('templates', 'b.yaml'), 'goal: [');
    const { rows, problems } = await client.files('templates.list', {});
    assert.deepEqual(
      rows.map(({ id, name, parameters }) => [id, name, parameters]),
      [['a', 'A', [{ name: 'it', parameter: { type: 'number' } }]]],
    );
    assert.ok(problems.length > 0 && problems.every(({ file }) => file === inConfig('templates', 'b.yaml')));
    assert.deepEqual(await client.files('templates.fill', { id: 'a', values: {} }), {
      plan: null,
      mistakes: ['"it" is needed.'],
    });
    const { plan } = await client.files('templates.fill', { id: 'a', values: { it: '3' } });
    assert.deepEqual(plan, { goal: 'Do 3', steps: [] });
  });

  it('R9 never write over another template unasked; the same text again is no other', async () => {
    const client = open('process');
    const { file } = await client.files('templates.save', { id: 'build', template });
    await client.files('templates.save', { id: 'build', template });
    const other = { ...template, goal: 'Break {{x}}' };
    await assert.rejects(client.files('templates.save', { id: 'build', template: other }), { code: 'conflict' });
    assert.match(readFileSync(file, 'utf8'), /Build/);
    await client.files('templates.save', { id: 'build', template: other, replace: true });
    assert.match(readFileSync(file, 'utf8'), /Break/);
  });

  it('refuse what is none of it', async () => {
    const client = open('process');
    await assert.rejects(client.files('templates.save', { id: '../x', template }), { code: 'invalid_input' });
    await assert.rejects(client.files('nothing' as 'roles.list', {}), { code: 'invalid_input' });
    await assert.rejects(client.files('roles.list', { x: 1 } as unknown as Record<string, never>), {
      code: 'invalid_input',
    });
  });
});
