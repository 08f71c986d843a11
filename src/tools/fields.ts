import * as z from 'zod';
import { FILE_OPERATIONS } from '../domain/evidence/workspacePath';

/** Fields that several tools have. Their limits are those of the operations behind them, which look again. */
export const task = z.string().min(1).max(100);
export const claim = z.string().min(1).max(200);

export const requestId = z.string().min(1).max(100).meta({ description: 'makes a repeat safe' }).optional();

export const files = z
  .array(
    z.strictObject({
      op: z.enum(FILE_OPERATIONS),
      path: z.string(),
      from: z.string().optional(),
      sha256: z.string().optional(),
    }),
  )
  .optional();
