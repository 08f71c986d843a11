/** Every context key that our `when` clauses may name; values are what the key can hold. */
export const contextKeys = {
  /** State of the workspace's stores: the worst one where a workspace has several folders. */
  store: ['absent', 'opening', 'ready', 'problem'],
  /** Why the store cannot be opened, as far as a welcome text of its own helps; `other` for the rest. */
  problem: [
    'none',
    'damaged',
    'missing',
    'removed',
    'newer',
    'elsewhere',
    'mismatch',
    'unwritable',
    'blocked',
    'other',
  ],
  /** Whether a store that cannot be opened has something to restore. */
  restorable: ['none', 'backup'],
  /** What the Tasks view knows: nothing yet or rows, that there are none, or that it could not ask. */
  tasks: ['unread', 'none', 'failed'],
  /** What Needs You knows: nothing yet or rows, or that there is nothing. */
  needs: ['unread', 'none'],
  /** What keeps tasks from being shown in the Tasks view. */
  narrowed: ['none', 'filter', 'finished'],
  /** Tasks that are done or cancelled. */
  finished: ['shown', 'hidden'],
  /** Checkpoints and files below tasks. */
  details: ['shown', 'hidden'],
  /** What was done just now of that which the walkthrough explains. */
  milestone: ['none', 'planned', 'connected', 'decided', 'resumed', 'verified'],
} as const;

export type ContextKey = keyof typeof contextKeys;
export type ContextValue<K extends ContextKey> = (typeof contextKeys)[K][number];

export const contextKeyId = (key: ContextKey): string => `taskOrchestrator.${key}`;
