/** Every context key that our `when` clauses may name; values are what the key can hold. */
export const contextKeys = {
  /** State of the workspace's stores: the worst one where a workspace has several folders. */
  store: ['absent', 'opening', 'ready', 'problem'],
} as const;

export type ContextKey = keyof typeof contextKeys;
export type ContextValue<K extends ContextKey> = (typeof contextKeys)[K][number];

export const contextKeyId = (key: ContextKey): string => `taskOrchestrator.${key}`;
