import * as z from 'zod';
import { roleName } from '../role/role';
import { globs, text, texts } from '../source/texts';
import { DEPENDENCY_KINDS, FAILURE_POLICIES } from '../dependency/dependency';
import { LIMITS, PRIORITIES } from '../task/task';
import { APPROVALS, STAGES } from '../workflow/stages';
import { CONDITION } from './condition';
import { parameter, parameterName } from './parameter';

/** What the tree as a whole and each of its steps may say; in files and checks placeholders count. */
const work = {
  role: roleName.optional().describe('Who should do it.'),
  priority: z.enum(PRIORITIES).optional().describe('How urgent it is. Without this key: normal.'),
  labels: z.array(text(60)).max(50, 'must have at most 50 entries').optional().describe('Words to find it by.'),
  effort: text(60).optional().describe('How much work it is, in your own words: S, 2 h, three days.'),
  stages: z.array(z.enum(STAGES)).optional().describe('What it goes through besides the work itself.'),
  files: globs.optional().describe('Files that it answers for, as paths or patterns.'),
  checks: texts(4_000).optional().describe('Commands that must pass; run only after a person has approved them.'),
};

const gate = z.union(
  [
    z.string(),
    z.strictObject({
      task: z.string().describe('Key of the step.'),
      kind: z.enum(DEPENDENCY_KINDS).optional().describe('What is waited for. Without this key: its completion.'),
      policy: z.enum(FAILURE_POLICIES).optional().describe('What happens when it fails. Without this key: block.'),
    }),
  ],
  { error: 'must be the key of a step, or task, kind and policy' },
);

const step = z.strictObject({
  key: z
    .string()
    .max(64, 'must have at most 64 characters')
    .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'must be letters, digits, _, . and -')
    .describe('Name of the step within this template, for "after".'),
  when: z
    .string()
    .max(500)
    .regex(CONDITION, 'must be a parameter, "not PARAMETER", "PARAMETER is VALUE" or "PARAMETER is not VALUE"')
    .optional()
    .describe('The step, with those in it, is left out unless this holds: "tests", "not tests", "kind is api".'),
  for_each: parameterName.optional().describe('A list parameter: the step, with those in it, is made once an entry.'),
  as: parameterName.optional().describe('Name of the current entry of for_each. Without this key: item.'),
  title: text(LIMITS.title),
  description: text(LIMITS.description).optional(),
  // One by one: spread, the type of a shape that contains itself cannot be told.
  role: work.role,
  priority: work.priority,
  labels: work.labels,
  effort: work.effort,
  stages: work.stages,
  files: work.files,
  checks: work.checks,
  after: z.array(gate).max(100).optional().describe('The steps that come first, by their keys.'),
  get steps() {
    return z.array(step).max(200, 'must have at most 200 entries').optional();
  },
});

/** A template file: a plan with parameters, of which {{name}} in a text is the value. */
export const template = z.strictObject({
  name: text(200).optional().describe('What people choose it by. Without this key: the name of the file.'),
  description: text(2_000).optional().describe('When to use it.'),
  parameters: z.record(parameterName, parameter).optional().describe('What must be known to fill it in.'),
  goal: text(LIMITS.title).describe('Title of the task that the steps belong to.'),
  context: text(LIMITS.description).optional().describe('What every worker on it should know.'),
  stream: text(200).optional().describe('The stream that the task joins.'),
  ...work,
  approval: z.enum(APPROVALS).optional().describe('What a person approves.'),
  steps: z.array(step).max(200, 'must have at most 200 entries').default([]),
});

export type Template = z.output<typeof template>;
export type TemplateStep = z.output<typeof step>;

/** The name of the current entry of a repeated step. */
export const itemName = ({ as }: TemplateStep): string => as ?? 'item';
