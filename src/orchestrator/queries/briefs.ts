import * as z from 'zod';
import { BRIEF_BUDGET, tokensOf } from '../../domain/brief/compose';
import { factsOf, type Facts } from '../briefs/facts';
import { statusFacts, statusText, synthesisFacts, synthesisText, type StatusFacts } from '../briefs/overview';
import { claimBrief, resumeBrief } from '../briefs/write';
import { filesNow } from '../briefs/filesNow';
import { preparedQuery, readQuery } from '../operation';
import { taskId } from '../shapes/common';
import { noSuchTask } from '../tree/workingSet';
import { recordOf } from './looking';

const budget = z.int().min(BRIEF_BUDGET.shortest).max(BRIEF_BUDGET.longest).default(BRIEF_BUDGET.default);
/** The same brief twice: as Markdown within the budget, and as data, whole. */
const brief = z.strictObject({ text: z.string(), tokens: z.number(), data: z.record(z.string(), z.unknown()) });
type Brief = z.output<typeof brief>;

const answer = (text: string, facts: object): Brief => ({ text, tokens: tokensOf(text), data: { ...facts } });

const taskBrief = (about: string, write: (facts: Facts, budget: number) => string) =>
  preparedQuery({
    about,
    input: z.strictObject({ task: taskId, budget }),
    output: brief,
    prepare: (context, { task }) => filesNow(context, task),
    run: ({ connection }, { task, budget: tokens }, files) => {
      const facts = factsOf(connection, recordOf(connection, task), files);
      return answer(write(facts, tokens), facts);
    },
  });

export const briefForClaim = taskBrief('What whoever takes a task needs to know.', claimBrief);

export const briefForResume = taskBrief(
  'What whoever goes on with a task needs to know: how far it is and why it stopped.',
  resumeBrief,
);

export const briefOfSynthesis = readQuery({
  about: 'What all tasks below a task have brought about.',
  input: z.strictObject({ task: taskId, budget }),
  output: brief,
  run: ({ connection }, { task, budget: tokens }) => {
    recordOf(connection, task);
    const facts = synthesisFacts(connection, task);
    if (!facts) throw noSuchTask(task);
    return answer(synthesisText(facts, tokens), facts);
  },
});

const overview = (about: string, heading: (title: string | undefined, now: number) => string, usual: number) =>
  readQuery({
    about,
    input: z.strictObject({ task: taskId.optional(), budget: budget.default(usual) }),
    output: brief,
    run: ({ connection, now }, { task, budget: tokens }) => {
      const title = task === undefined ? undefined : recordOf(connection, task).title;
      const facts = statusFacts(connection, task);
      return answer(statusText(facts, heading(title, now), tokens), brieflyListed(facts));
    },
  });

/** In data, a line a task is enough: each can be looked up by its id. */
function brieflyListed({ counts, ...lists }: StatusFacts): Record<string, unknown> {
  const listed = Object.entries(lists).map(([name, found]) => [
    name,
    found.map(({ id, title, state, role, stateReason }) => ({ id, title, state, role, reason: stateReason })),
  ]);
  return { counts, ...(Object.fromEntries(listed) as Record<string, unknown>) };
}

export const briefOfStatus = overview(
  'How everything stands, or what lies below one task.',
  (title) => `# Status${title === undefined ? '' : `: ${title}`}`,
  BRIEF_BUDGET.default,
);

export const briefForHandover = overview(
  'Everything that somebody needs who takes over, as a page to hand on.',
  (title, now) =>
    `# Handover${title === undefined ? '' : `: ${title}`}\n${new Date(now).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  2_000,
);
