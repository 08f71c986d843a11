import fc from 'fast-check';
import { DEPENDENCY_KINDS, FAILURE_POLICIES } from '../../../../src/domain/dependency/dependency';
import { PRIORITIES } from '../../../../src/domain/task/task';
import { APPROVALS, type Stage } from '../../../../src/domain/workflow/stages';
import type { CommandInput, CommandName } from '../../../../src/orchestrator/registry';
import { ada, agent, rival, type Desk, type Worker } from '../desk';

/** One thing that somebody does. */
export interface Move {
  (scene: Scene): void;
  readonly doing: string;
}

/** What a sequence has brought about so far; numbers stand for tasks, modulo what is there. */
export class Scene {
  readonly desk: Desk;
  readonly #tokens = new Map<string, string>();

  constructor(desk: Desk) {
    this.desk = desk;
  }

  task(number: number): string {
    const ids = this.desk.connection.rows('select id from tasks order by n').map(({ id }) => String(id));
    return ids[number % ids.length] ?? 'task_none';
  }

  /** One that somebody has claimed in this sequence, with the token, which may be too old by now. */
  held(number: number): { task: string; claim?: string } {
    const [task, claim] = [...this.#tokens][number % Math.max(1, this.#tokens.size)] ?? [];
    return task !== undefined && claim !== undefined ? { task, claim } : { task: this.task(number) };
  }

  /** One that a person is asked about, if there is any. */
  awaited(number: number): string {
    const waiting = this.desk.connection.rows("select id from tasks where state like '%awaiting%' order by n");
    const id = waiting[number % Math.max(1, waiting.length)]?.['id'];
    return typeof id === 'string' ? id : this.task(number);
  }

  claim(input: CommandInput<'task.claim'>, by: Worker): void {
    const answer = this.desk.run('task.claim', input, by);
    if ('claim' in answer) this.#tokens.set(answer.task, answer.claim);
  }
}

const number = fc.nat(1000);
const who = fc.constantFrom<Worker[]>(ada, agent, rival);
const why = { reason: 'because' };

export const allDoings: string[] = [];

/** Moves of one kind: what is drawn, and the command it becomes. */
function doing<Drawn, N extends CommandName>(
  name: N,
  weight: number,
  drawn: fc.Arbitrary<Drawn>,
  input: (scene: Scene, drawn: Drawn) => CommandInput<N> | undefined,
  by: fc.Arbitrary<Worker> = who,
): fc.WeightedArbitrary<Move> {
  return acting(name, weight, fc.tuple(drawn, by), (scene, [values, worker]) => {
    const wanted = input(scene, values);
    if (wanted !== undefined) scene.desk.run(name, wanted, worker);
  });
}

function acting<Drawn>(
  name: string,
  weight: number,
  drawn: fc.Arbitrary<Drawn>,
  act: (scene: Scene, drawn: Drawn) => void,
): fc.WeightedArbitrary<Move> {
  allDoings.push(name);
  const arbitrary = drawn.map((values) => Object.assign((scene: Scene) => act(scene, values), { doing: name }));
  return { weight, arbitrary };
}

interface Step {
  title: string;
  steps: Step[];
}

const steps = (depth: number): fc.Arbitrary<Step[]> =>
  depth === 0
    ? fc.constant([])
    : fc.array(fc.record({ title: fc.constant('step'), steps: steps(depth - 1) }), { maxLength: 3 });

const person = fc.constant(ada);
const pair = fc.tuple(number, number);
const stages = fc.constantFrom<Stage[][]>(
  ['plan', 'plan_approval'],
  ['review'],
  ['implementation_approval', 'verification'],
  [],
);

function gate(scene: Scene, place: number) {
  const [row] = scene.desk.connection.rows('select task_id, depends_on, kind from dependencies limit 1 offset ?', [
    place % 5,
  ]);
  const kind = DEPENDENCY_KINDS.find((known) => known === row?.['kind']);
  return row && kind && { task: String(row['task_id']), depends_on: String(row['depends_on']), kind };
}

/** Everything that can be asked for, the more often the more it brings about. */
export const move: fc.Arbitrary<Move> = fc.oneof(
  doing('task.create', 3, fc.tuple(number, fc.boolean()), (scene, [n, top]) => ({
    title: 'task',
    parent: top ? null : scene.task(n),
  })),
  doing(
    'task.plan',
    3,
    fc.tuple(steps(3), fc.constantFrom(...APPROVALS), number, fc.boolean()),
    (scene, [drawn, approval, n, under]) => ({
      goal: 'goal',
      approval,
      steps: drawn,
      ...(under && { parent: scene.task(n) }),
    }),
  ),
  acting('claim by id', 6, fc.tuple(number, who), (scene, [n, by]) => scene.claim({ task: scene.task(n) }, by)),
  acting('claim what is ready', 5, fc.tuple(fc.boolean(), who), (scene, [interrupted, by]) =>
    scene.claim({ interrupted }, by),
  ),
  doing(
    'task.finish',
    10,
    fc.tuple(number, fc.constantFrom('done', 'done', 'done', 'failed', 'blocked', 'needs_revision')),
    (scene, [n, result]) => ({
      ...scene.held(n),
      result,
      summary: 'so it is',
    }),
  ),
  doing('task.progress', 5, number, (scene, n) => ({ ...scene.held(n), plan: 'first this, then that' })),
  doing('task.approve', 5, number, (scene, n) => ({ task: scene.awaited(n) }), person),
  doing('task.reject', 2, number, (scene, n) => ({ task: scene.awaited(n), ...why }), person),
  doing('task.override', 1, number, (scene, n) => ({ task: scene.task(n), ...why }), person),
  doing('task.reopen', 2, number, (scene, n) => ({ task: scene.task(n), ...why }), person),
  doing('task.block', 2, number, (scene, n) => ({ task: scene.task(n), ...why })),
  doing('task.unblock', 3, number, (scene, n) => ({ task: scene.task(n) })),
  doing('task.cancel', 2, number, (scene, n) => ({ task: scene.task(n), ...why })),
  doing('task.retry', 3, number, (scene, n) => ({ task: scene.task(n) })),
  doing('task.release', 1, number, (scene, n) => scene.held(n)),
  doing('task.archive', 1, number, (scene, n) => ({ task: scene.task(n) })),
  doing('task.unarchive', 1, number, (scene, n) => ({ task: scene.task(n) })),
  doing('task.delete', 1, number, (scene, n) => ({ task: scene.task(n) }), person),
  doing('task.undelete', 2, number, (scene, n) => ({ task: scene.task(n) }), person),
  doing('task.move', 5, fc.tuple(pair, fc.boolean()), (scene, [[n, m], top]) => ({
    task: scene.task(n),
    parent: top ? null : scene.task(m),
  })),
  doing('task.edit', 3, fc.tuple(number, fc.constantFrom(...PRIORITIES), stages), (scene, [n, priority, wanted]) => ({
    task: scene.task(n),
    priority,
    ...(n % 2 === 0 && { stages: wanted }),
  })),
  doing(
    'dependency.add',
    7,
    fc.tuple(pair, fc.constantFrom(...DEPENDENCY_KINDS), fc.constantFrom(...FAILURE_POLICIES)),
    (scene, [[n, m], kind, policy]) => ({
      task: scene.task(n),
      depends_on: scene.task(m),
      kind,
      policy,
    }),
  ),
  doing('dependency.remove', 1, number, gate),
  doing(
    'dependency.waive',
    1,
    number,
    (scene, n) => {
      const chosen = gate(scene, n);
      return chosen && { ...chosen, ...why };
    },
    person,
  ),
  doing(
    'checkpoint.restore',
    2,
    fc.tuple(number, fc.integer({ min: 1, max: 4 })),
    (scene, [n, seq]) => ({ task: scene.task(n), seq }),
    person,
  ),
  acting('time passes', 3, fc.integer({ min: 1, max: 20 }), ({ desk }, minutes) => {
    desk.pass(minutes * 60_000);
    desk.lapse();
  }),
);
