import * as z from 'zod';
import { text } from '../source/texts';

/** Names of parameters are words inside {{…}}, in which a hyphen would look like a minus. */
export const parameterName = z
  .string()
  .max(64, 'must have at most 64 characters')
  .regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case letters, digits and _, beginning with a letter');

const description = text(2_000).optional().describe('What to ask the person or agent who fills it in.');
const required = z
  .boolean()
  .optional()
  .describe('Whether a value must be given. Without this key: yes, unless there is a default.');
const length = z.int().min(0).max(100_000);

const textParameter = z.strictObject({
  type: z.literal('text').describe('Words.'),
  description,
  required,
  default: z.string().optional(),
  multiline: z.boolean().optional().describe('Whether the text may have several lines.'),
  min: length.optional().describe('Fewest characters.'),
  max: length.optional().describe('Most characters.'),
  pattern: z.string().max(500).optional().describe('Regular expression that the whole value must match.'),
});

const numberParameter = z.strictObject({
  type: z.literal('number').describe('A number.'),
  description,
  required,
  default: z.number().optional(),
  min: z.number().optional().describe('Smallest value.'),
  max: z.number().optional().describe('Largest value.'),
  whole: z.boolean().optional().describe('Whether only whole numbers are taken.'),
});

const choiceParameter = z.strictObject({
  type: z.literal('choice').describe('One of a few words.'),
  description,
  required,
  default: z.string().optional(),
  choices: z.array(text(200)).min(1, 'must have at least one entry').max(100, 'must have at most 100 entries'),
});

const yesNoParameter = z.strictObject({
  type: z.literal('yes_no').describe('true or false; false when nothing is said.'),
  description,
  default: z.boolean().optional(),
});

const pathParameter = z.strictObject({
  type: z.literal('path').describe('A path or pattern inside the workspace folder.'),
  description,
  required,
  default: z.string().optional(),
});

const listParameter = z.strictObject({
  type: z.literal('list').describe('Several texts or paths, for for_each and for files.'),
  description,
  required,
  default: z.array(z.string()).optional(),
  items: z.enum(['text', 'path']).optional().describe('What the entries are. Without this key: text.'),
  min: length.optional().describe('Fewest entries.'),
  max: z.int().min(1).max(200).optional().describe('Most entries. Without this key: 200.'),
});

const TYPES = ['text', 'number', 'choice', 'yes_no', 'path', 'list'] as const;

export const parameter = z.discriminatedUnion(
  'type',
  [textParameter, numberParameter, choiceParameter, yesNoParameter, pathParameter, listParameter],
  { error: `must be one of ${TYPES.join(', ')}` },
);

export type Parameter = z.output<typeof parameter>;
export type ParameterOf<Type extends Parameter['type']> = Extract<Parameter, { type: Type }>;
export type Parameters = Readonly<Record<string, Parameter>>;
