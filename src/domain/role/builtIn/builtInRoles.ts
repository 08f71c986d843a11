import type { RoleEntry } from '../role';
import { architect } from './architect';
import { debuggerRole } from './debugger';
import { documenter } from './documenter';
import { implementer } from './implementer';
import { researcher } from './researcher';
import { reviewer } from './reviewer';
import { tester } from './tester';

/** Raised with every change of the texts, so that copies of them that nobody has edited are brought up to date. */
export const DEFAULT_ROLES_VERSION = 1;

/** The roles that are there without any file, in the order in which work usually passes through them. */
export const builtInRoles: Readonly<Record<string, RoleEntry>> = {
  researcher,
  architect,
  implementer,
  debugger: debuggerRole,
  tester,
  reviewer,
  documenter,
};
