import * as z from 'zod';
import { isoTime } from '../answer/time';
import { requestId, task } from '../fields';
import { tool } from '../tool';

export const claim = tool({
  name: 'task_claim',
  title: 'Claim a task',
  description:
    'Take a task: by id, or the best ready one that fits. Gives a claim token for later calls, and a brief. task_progress renews the claim.',
  readOnly: false,
  input: z.strictObject({
    task: task.optional(),
    role: z.string().optional(),
    stream: z.string().optional(),
    under: task.optional(),
    interrupted: z.boolean().optional(),
    ttl_s: z.number().min(1).max(86_400).optional(),
    request_id: requestId,
  }),
  run: async ({ store }, { ttl_s, request_id, ...selector }) => {
    const wanted = { ...selector, ...(ttl_s !== undefined && { ttl_ms: Math.round(ttl_s * 1000) }) };
    const claimed = await store.execute('task.claim', wanted, request_id);
    if ('none' in claimed) return { none: claimed.reason, retry_after_s: claimed.retry_after_s };
    const brief = await store.read(claimed.attempt > 1 ? 'brief.resume' : 'brief.claim', { task: claimed.task });
    return {
      task: claimed.task,
      claim: claimed.claim,
      expires_at: isoTime(claimed.expires_at),
      state: claimed.state,
      brief: brief.text,
    };
  },
});
