import * as z from 'zod';
import { isAwaiting, type State } from '../../domain/workflow/states';
import { isoTimeOrNull } from '../answer/time';
import { claim, files, task } from '../fields';
import { tool, type Answer, type ToolCall } from '../tool';
import { untilDecided } from '../verdict';

/** Any JSON; the operation looks at it. Its schema refers to itself, which some clients refuse. */
type JsonValue = z.output<ReturnType<typeof z.json>>;

const LONGEST_WAIT_S = 3_600;

export const progress = tool({
  name: 'task_progress',
  title: 'Report progress',
  description:
    'Report on a claimed task and renew the claim: note, plan, checkpoint, changed files. wait_s waits for a person to approve or reject in VS Code; for that alone no claim is needed.',
  readOnly: false,
  input: z.strictObject({
    task,
    claim: claim.optional(),
    note: z.string().optional(),
    plan: z.string().optional(),
    checkpoint: z.strictObject({ name: z.string(), data: z.custom<JsonValue>().optional() }).optional(),
    files,
    wait_s: z.number().min(0).max(LONGEST_WAIT_S).optional(),
  }),
  run: async (call, { wait_s, ...input }) => {
    const { store } = call;
    if (wait_s !== undefined && Object.keys(input).length === 1) return verdictOn(call, input.task, wait_s);
    let told = await store.execute('task.progress', input);
    if (wait_s !== undefined && isAwaiting(told.state) && (await untilDecided(call, input.task, wait_s))) {
      // What was decided is taken up with the same claim, which lives on.
      told = await store.execute('task.progress', {
        task: input.task,
        ...(input.claim !== undefined && { claim: input.claim }),
      });
    }
    const { state, expires_at, approval } = told;
    return { state, expires_at: isoTimeOrNull(expires_at), ...decided(state, approval) };
  },
});

/** A planned tree is nobody's claim: whoever planned it waits for the verdict without one, and changes nothing. */
async function verdictOn(call: ToolCall, id: string, seconds: number): Promise<Answer> {
  const { store } = call;
  await store.read('task.show', { task: id });
  await untilDecided(call, id, seconds);
  const [{ task: row }, { approvals }] = await Promise.all([
    store.read('task.show', { task: id }),
    store.read('task.plans', { task: id, limit: 1 }),
  ]);
  return { state: row.state, ...decided(row.state, approvals[0]) };
}

interface Verdict {
  readonly subject: string;
  readonly verdict: string;
  readonly reason: string;
  readonly actor: string;
}

/** The last verdict, unless another one is awaited. */
function decided(state: State, last: Verdict | undefined): { approval?: Partial<Verdict> } {
  if (!last || isAwaiting(state)) return {};
  const { subject, verdict, reason, actor } = last;
  return { approval: { subject, verdict, actor, ...(reason !== '' && { reason }) } };
}
