import * as z from 'zod';
import { claim, files, task } from '../fields';
import { notDone } from '../../domain/evidence/notDone';
import { verificationOf } from '../answer/verification';
import { refusal } from '../call';
import { tool } from '../tool';
import { whileAtIt } from '../whileAtIt';

/** Checks may take minutes; a client that hears nothing gives up. */
const CHECKING = 'Looking at the files and running the checks.';

export const finish = tool({
  name: 'task_finish',
  title: 'Finish a task',
  description:
    'End the work on a claimed task, and hear what is next. Name the files you changed; done is checked on disk.',
  readOnly: false,
  input: z.strictObject({
    task,
    claim,
    result: z.enum(['done', 'failed', 'blocked', 'needs_revision']),
    summary: z.string(),
    detail: z.string().optional(),
    files,
    error: z.strictObject({ type: z.string(), message: z.string(), stack: z.string().optional() }).optional(),
  }),
  run: async (call, input) => {
    const finished = await whileAtIt(call, CHECKING, call.store.execute('task.finish', input));
    const { state, accepted, next } = finished;
    const verification = verificationOf(finished.verification);
    if (!accepted) return { ...refusal(notDone(finished)), state, verification };
    return { state, verification, ...(next && { next }) };
  },
});
