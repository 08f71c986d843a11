import { changes, type CommandSpec } from './spec';

export const dependencies = {
  addDependency: changes('Add Dependency…'),
  removeDependency: changes('Remove Dependency…'),
  waiveDependency: changes('Waive Dependency…'),
} as const satisfies Record<string, CommandSpec>;
