import * as z from 'zod';
import type { Tool } from './tool';

export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * What a model does not need in order to fill in the input. Limits and patterns are checked all the same, and an answer
 * names whatever breaks one; but here each would cost its characters in every conversation.
 */
const unsaid = [
  'additionalProperties',
  'default',
  'format',
  'maxItems',
  'maxLength',
  'maximum',
  'minItems',
  'minLength',
  'minimum',
  'pattern',
  'propertyNames',
];

/** The input of a tool as JSON schema, made of the zod schema that will parse it. */
export function inputSchema({ input }: Tool): JsonSchema {
  const schema = z.toJSONSchema(input, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      for (const key of unsaid) Reflect.deleteProperty(jsonSchema, key);
    },
  });
  // It is added last of all.
  Reflect.deleteProperty(schema, '$schema');
  return schema;
}
