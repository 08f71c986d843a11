import * as z from 'zod';
import { isAwaiting } from '../../domain/workflow/states';
import { isoTimeOrNull } from '../answer/time';
import { claim, files, task } from '../fields';
import { tool } from '../tool';
import { untilDecided } from '../verdict';

/** Any JSON; the operation looks at it. Its schema refers to itself, which some clients refuse. */
type JsonValue = z.output<ReturnType<typeof z.json>>;

const LONGEST_WAIT_S = 3_600;

export const progress = tool({
  name: 'task_progress',
  title: 'Report progress',
  description:
    'Report on a claimed task and renew the claim: note, plan, checkpoint, changed files. wait_s waits for a person to approve or reject in VS Code.',
  readOnly: false,
  input: z.strictObject({
    task,
    claim,
    note: z.string().optional(),
    plan: z.string().optional(),
    checkpoint: z.strictObject({ name: z.string(), data: z.custom<JsonValue>().optional() }).optional(),
    files,
    wait_s: z.number().min(0).max(LONGEST_WAIT_S).optional(),
  }),
  run: async (call, { wait_s, ...input }) => {
    const { store } = call;
    let told = await store.execute('task.progress', input);
    if (wait_s !== undefined && isAwaiting(told.state) && (await untilDecided(call, input.task, wait_s))) {
      // What was decided is taken up with the same claim, which lives on.
      told = await store.execute('task.progress', { task: input.task, claim: input.claim });
    }
    const { state, expires_at, approval } = told;
    return { state, expires_at: isoTimeOrNull(expires_at), ...(approval && !isAwaiting(state) && verdictOf(approval)) };
  },
});

interface Verdict {
  readonly subject: string;
  readonly verdict: string;
  readonly reason: string;
  readonly actor: string;
}

function verdictOf({ subject, verdict, reason, actor }: Verdict): { approval: Partial<Verdict> } {
  return { approval: { subject, verdict, actor, ...(reason !== '' && { reason }) } };
}
