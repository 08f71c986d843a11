import * as z from 'zod';

/** What is wrong with a file, and where. */
export const fileProblem = z.object({
  file: z.string(),
  line: z.number(),
  column: z.number(),
  endLine: z.number().optional(),
  endColumn: z.number().optional(),
  message: z.string(),
  severity: z.enum(['error', 'warning']),
});
