import { changes, type CommandSpec } from './spec';

export const dependencies = {
  addDependency: changes('Add Dependency…', 'free'),
  removeDependency: changes('Remove Dependency…', 'asksItself'),
  waiveDependency: changes('Waive Dependency…', 'asksItself'),
} as const satisfies Record<string, CommandSpec>;
