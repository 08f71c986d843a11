import type * as z from 'zod';
import { Problem } from '../../domain/problem';

/** A place in a list as agents hand it back: short, and nothing to be read or made up. */
export function writeCursor(place: unknown): string {
  return btoa(JSON.stringify(place)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

export function readCursor<Place extends z.ZodType>(shape: Place, cursor: string): z.output<Place> {
  const parsed = shape.safeParse(decoded(cursor));
  if (parsed.success) return parsed.data;
  throw new Problem(
    'invalid_input',
    'The cursor is not one of this list.',
    'Pass next_cursor of the answer before unchanged, or none to begin anew.',
  );
}

function decoded(cursor: string): unknown {
  try {
    return JSON.parse(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return undefined;
  }
}
