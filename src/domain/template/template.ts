import * as z from 'zod';
import { roleName } from '../role/role';
import { globs, text, texts } from '../source/texts';
import { LIMITS } from '../task/task';
import { CONDITION } from './condition';
import { parameter, parameterName } from './parameter';
import { APPROVALS } from './plan';

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
  role: roleName.optional().describe('Who should do it.'),
  after: z.array(z.string()).max(100).optional().describe('Keys of the steps that come first.'),
  files: globs.optional().describe('Files that the step answers for, as paths or patterns.'),
  checks: texts(4_000).optional().describe('Commands that must pass; run only after a person has approved them.'),
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
  approval: z.enum(APPROVALS).optional().describe('What a person approves.'),
  steps: z.array(step).max(200, 'must have at most 200 entries').default([]),
});

export type Template = z.output<typeof template>;
export type TemplateStep = z.output<typeof step>;

/** The name of the current entry of a repeated step. */
export const itemName = ({ as }: TemplateStep): string => as ?? 'item';
