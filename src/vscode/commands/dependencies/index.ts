import type { dependencies } from '../../contributions/commands/dependencies';
import type { Handler } from '../services';
import { addDependency } from './addDependency';
import { removeDependency } from './removeDependency';
import { waiveDependency } from './waiveDependency';

export const dependencyHandlers: Record<keyof typeof dependencies, Handler> = {
  addDependency,
  removeDependency,
  waiveDependency,
};
