import { countOpenChecks } from '../evidence/openChecks';
import * as z from 'zod';
import { Problem } from '../../domain/problem';
import { cleanTitle, LIMITS, PRIORITIES } from '../../domain/task/task';
import { orderedStages, STAGES } from '../../domain/workflow/stages';
import { withdrawCheck } from '../../storage/queries/checkApprovals';
import { recordEvent } from '../../storage/queries/events';
import type { MutableRecord } from '../../storage/queries/records';
import { command, invalid } from '../operation';
import { knownRoles } from '../roles';
import { claimToken, nothing, roleName, streamName, taskId, TEXT } from '../shapes/common';
import { textMistakes } from '../tree/mistakes';
import { rankAgain } from '../tree/ranking';
import { setStream } from '../tree/structure';
import { withTree, type WorkingSet } from '../tree/workingSet';
import { changeHolding } from '../workflow/holds';
import { planChanged, planOwner } from '../workflow/planning';
import { ensureStream } from './planning';

const texts = z.array(z.string());

/** What a person has read who approved a plan. */
const PLANNED = ['title', 'description', 'role', 'expectedFiles', 'checks', 'stages'];

export const editTask = command({
  about:
    'Changes what a task says: its texts, role, priority, labels, effort, due date, files, checks, stages, stream.',
  who: 'anyone',
  input: z.strictObject({
    task: taskId,
    title: z.string().optional(),
    description: z.string().optional(),
    context: z.string().max(LIMITS.description).optional(),
    role: roleName.nullable().optional(),
    priority: z.enum(PRIORITIES).optional(),
    labels: texts.optional(),
    effort: z.string().nullable().optional(),
    due: z.int().nullable().optional(),
    files: texts.optional(),
    checks: texts.optional(),
    stages: z.array(z.enum(STAGES)).optional(),
    stream: streamName.nullable().optional(),
  }),
  output: z.strictObject({ task: z.string(), changed: z.array(z.string()) }),
  run: (context, { task: id, stages, stream, due, files, ...input }) =>
    withTree(context, (tree) => {
      const { connection, now, actor, isPerson } = context;
      const task = tree.get(id);
      const mistakes = textMistakes({ ...input, files }, knownRoles(connection), { kept: task.expectedFiles });
      if (stream !== undefined && task.parentId !== null)
        mistakes.push('stream: only a task at the top of its tree belongs to a stream');
      if (mistakes.length > 0) throw invalid(mistakes);
      if (!isPerson) mayChangeText(tree, task);

      const fields: { [Key in keyof MutableRecord]?: MutableRecord[Key] | undefined } = {
        ...input,
        ...(input.title !== undefined && { title: cleanTitle(input.title) }),
        ...(due !== undefined && { dueAt: due }),
        ...(files !== undefined && { expectedFiles: files }),
        ...(stages !== undefined && { stages: orderedStages(stages) }),
      };
      const changed = (Object.keys(fields) as (keyof MutableRecord)[]).filter(
        (field) => fields[field] !== undefined && JSON.stringify(fields[field]) !== JSON.stringify(task[field]),
      );
      const checksBefore = task.checks;
      const before = Object.fromEntries(changed.map((field) => [field, task[field]]));
      const after: Record<string, unknown> = Object.fromEntries(changed.map((field) => [field, fields[field]]));
      if (!isPerson) mayDrop(task, fields);
      if (['title', 'description', 'context'].some((field) => changed.includes(field as keyof MutableRecord))) {
        context.rewording(task.id, task.n);
      }
      changeHolding(tree, task, () => Object.assign(task, after));
      if (stream !== undefined && stream !== task.stream) {
        Object.assign(before, { stream: task.stream });
        Object.assign(after, { stream });
        setStream(tree, task, stream === null ? null : ensureStream(context, stream));
      }
      const names = Object.keys(after);
      if (names.length === 0) return { task: id, changed: [] };
      recordEvent(connection, { at: now, actor, kind: 'task.edited', taskId: id, before, after });
      // What a person took away is not approved already when somebody writes it again.
      for (const check of checksBefore) if (!task.checks.includes(check)) withdrawCheck(connection, id, check);
      if (changed.includes('checks')) countOpenChecks(tree, task);
      if (changed.includes('priority')) rankAgain(tree, [id]);
      if (PLANNED.some((field) => names.includes(field))) planChanged(tree, task);
      return { task: id, changed: names };
    }),
});

/** What a task has to go through and to show, a program may add to and a person alone take from. */
const HELD = {
  stages: (stage: string) => `the ${stage.replaceAll('_', ' ')}`,
  checks: (check: string) => `the check ${JSON.stringify(check)}`,
  expectedFiles: (file: string) => `the expected file ${file}`,
} as const;

type Held = { readonly [Field in keyof typeof HELD]?: readonly string[] | undefined };

function mayDrop(task: MutableRecord, fields: Held): void {
  const dropped = (Object.keys(HELD) as (keyof typeof HELD)[]).flatMap((field) => {
    const left: readonly string[] = fields[field] ?? task[field];
    return task[field].filter((item) => !left.includes(item)).map(HELD[field]);
  });
  if (dropped.length === 0) return;
  throw new Problem(
    'person_only',
    `Only a person takes ${dropped.join(' and ')} from ${task.id}.`,
    'Ask for it in VS Code, or leave it as it is and add to it.',
  );
}

/** What a person is looking at for a verdict stays what it is. */
function mayChangeText(tree: WorkingSet, task: MutableRecord): void {
  if (task.state !== 'implementation_awaiting_approval') return;
  throw new Problem(
    'not_possible',
    `${task.id} waits for a person's verdict on its result, and is not changed meanwhile.`,
    `Wait for the verdict${planOwner(tree, task) ? '' : ', or add a note'}.`,
  );
}

export const noteTask = command({
  about: 'Adds a note to the history of a task.',
  who: 'anyone',
  input: z.strictObject({ task: taskId, text: z.string().trim().min(1).max(TEXT.note), claim: claimToken.optional() }),
  output: nothing,
  run: (context, { task: id, text }) =>
    withTree(context, (tree) => {
      const task = tree.get(id);
      const { connection, now, actor } = context;
      recordEvent(connection, { at: now, actor, kind: 'task.note', taskId: id, after: { text } });
      tree.touch(task);
      return {};
    }),
});
