import * as z from 'zod';
import { EXPECTED } from '../../domain/evidence/netState';
import type { Connection } from '../../storage/connection';
import { evidenceOf } from '../../storage/queries/evidence';

const entry = z.strictObject({ path: z.string(), expected: z.enum(EXPECTED), hash: z.string().nullable() });

/** What a checkpoint knows of a file. */
export type ManifestEntry = z.output<typeof entry>;
const manifestShape = z.array(entry);

/** How the files that a task answers for are recorded now. */
export const manifestOf = (connection: Connection, task: string): ManifestEntry[] =>
  evidenceOf(connection, task)
    .filter(({ supersededBy }) => supersededBy === null)
    .map(({ path, expected, hash }) => ({ path, expected, hash }));

/** Of a checkpoint as it was kept. */
export function manifestIn(files: unknown): ManifestEntry[] {
  const parsed = manifestShape.safeParse(files);
  return parsed.success ? parsed.data : [];
}
