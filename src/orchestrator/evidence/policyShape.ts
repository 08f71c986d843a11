import * as z from 'zod';

export const policyShape = z.strictObject({
  gate: z.enum(['enforce', 'warn']),
  checkSeconds: z.int().min(1).max(3_600),
  checkOutputKb: z.int().min(1).max(256),
  keepFileKb: z.int().min(0).max(4_096),
  keepQuotaMb: z.int().min(1).max(10_240),
  ignore: z.array(z.string().min(1).max(500)).max(200),
});
