import { strict as assert } from 'node:assert';
import { follows, reached } from '../unit/engine/harness';
import { Program } from './harness/program';
import { STANDINGS, wayOf, type Standing } from './harness/standings';
import { useWorkbench } from './harness/suite';
import { until } from './harness/until';

describe('W8 the death of an extension host', () => {
  const workbench = useWorkbench();
  const ids = new Map<Standing, string>();
  let root: string;
  let below: string;
  let program: Program;

  const idOf = (standing: Standing): string => ids.get(standing) ?? assert.fail(`${standing} has no task`);
  const lines = async () => (await program.client.read('task.outline', { task: root })).lines;
  const eventsOf = async (standing: Standing): Promise<string[]> => {
    const { rows } = await program.client.read('task.events', { task: idOf(standing), limit: 500 });
    return rows.map(({ kind }) => kind).reverse();
  };

  before(async () => {
    await workbench().openContainer('Task Orchestrator');
    await workbench().sideBarText('No tasks yet.').waitFor();
    program = new Program(workbench().openProgram('process'), 'agent:program/1');
    const steps = STANDINGS.map((standing) => ({
      key: standing,
      title: standing,
      stages: [...wayOf(standing).stages],
      steps: standing === 'planApproved' ? [{ key: 'below', title: 'below' }] : [],
    }));
    const made = await program.client.execute('task.plan', { goal: 'Everywhere', steps }, { actor: 'agent:program/1' });
    root = made.task;
    below = made.steps['below'] ?? '';
    for (const standing of STANDINGS) ids.set(standing, made.steps[standing] ?? '');
    // The window leads; what it acknowledges is what must not be lost with it.
    await reached(program.client, follows);
  });

  it('in the middle of work leaves every task in its state, with each step recorded once', async () => {
    const brought = STANDINGS.map((standing) => program.act(idOf(standing), wayOf(standing).acts));
    await Promise.any(brought.filter((_, index) => wayOf(STANDINGS[index]!).acts.length > 0));
    await workbench().killExtensionHost();
    await Promise.all(brought);
    await workbench().reload();
    await workbench().sideBarText('Everywhere').waitFor();
    const { expiresAt } = (await program.client.read('task.show', { task: idOf('interrupted') })).claim!;
    await until('the short claim is over', async () => {
      const { offer } = (await program.client.read('task.get', { id: idOf('interrupted') })) ?? {};
      return Date.now() > expiresAt && offer === 'interrupted';
    });

    const found = new Map((await lines()).map(({ title, id, state }) => [title, { id, state }]));
    for (const standing of STANDINGS) {
      const { state, events } = wayOf(standing);
      assert.deepEqual(found.get(standing), { id: idOf(standing), state }, standing);
      assert.deepEqual(await eventsOf(standing), ['task.created', ...events], standing);
    }
  });

  it('leaves a brief that names the right next step in each', async () => {
    for (const standing of STANDINGS) {
      const { text } = await program.client.read('brief.resume', { task: idOf(standing) });
      assert.match(text, wayOf(standing).next, standing);
    }
  });

  it('does not keep any of them from its end', async () => {
    const verdicts = STANDINGS.filter((standing) => wayOf(standing).verdict !== undefined);
    const others = STANDINGS.filter((standing) => wayOf(standing).verdict === undefined);
    for (const standing of others) await program.act(idOf(standing), wayOf(standing).rest);
    await program.act(below, ['claim', 'done']);

    // The window is closed, and its person comes back with another one, which then leads.
    await workbench().server.stop();
    const person = workbench().openProgram('host');
    for (const standing of verdicts) {
      const { verdict, rest } = wayOf(standing);
      await person.execute(`task.${verdict!}`, { task: idOf(standing), reason: 'so be it' }, { actor: 'human:ada' });
      await program.act(idOf(standing), rest);
    }

    const unfinished = (await lines()).filter(({ state }) => state !== 'completed');
    assert.deepEqual(unfinished, []);
    for (const standing of STANDINGS) {
      const { events, restEvents } = wayOf(standing);
      assert.deepEqual(await eventsOf(standing), ['task.created', ...events, ...restEvents], standing);
    }
  });
});
