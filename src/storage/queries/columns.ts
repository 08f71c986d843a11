import * as z from 'zod';

/** Shapes of columns that hold more than their SQL type says. */
export const flag = z.number().transform((value) => value === 1);

const strings = z.array(z.string());
const NONE: readonly string[] = [];

/** A JSON list of texts; almost all are empty, and are not parsed. */
export const textList = z
  .string()
  .transform((text): readonly string[] => (text === '[]' ? NONE : strings.parse(JSON.parse(text))));

export const json = z.string().transform((text): unknown => JSON.parse(text));

export const jsonOrNull = z
  .string()
  .nullable()
  .transform((text): unknown => (text === null ? null : JSON.parse(text)));

export const count = z.object({ count: z.number() });
