import type { FileResult } from '../../domain/evidence/results';
import type { CommandKey } from '../contributions/commands';

export type Mending = Extract<CommandKey, 'showRecorded' | 'restoreFiles' | 'acceptContent' | 'detachFile'>;

/** What is known of a file that does not hold. */
export interface Unsound {
  readonly expected: FileResult['expected'];
  readonly status: FileResult['status'];
  /** The recorded content is there. */
  readonly isKept: boolean;
}

/**
 * What a person can do about a file, in the order in which it is offered in Problems and in the panel. A path that leads
 * outside or cannot be read is only let go of; and what only names files, as a plan does, is nothing to act on.
 */
export function mendingsOf({ expected, status, isKept }: Unsound): Mending[] {
  if (expected === 'planned') return [];
  if (status === 'outside' || status === 'unreadable') return ['detachFile'];
  const hasContent = expected !== 'directory' && isKept;
  return [
    ...(hasContent ? (['showRecorded'] as const) : []),
    ...(hasContent || status === 'still_exists' ? (['restoreFiles'] as const) : []),
    'acceptContent',
    'detachFile',
  ];
}
