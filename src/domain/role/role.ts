import * as z from 'zod';
import { globs, text, texts } from '../source/texts';
import { LIMITS } from '../task/task';
import { DURATION } from './duration';

export const roleName = z
  .string()
  .max(LIMITS.role, `must have at most ${LIMITS.role} characters`)
  .regex(/^[a-z][a-z0-9_-]*$/, 'must be lower-case letters, digits, - and _, beginning with a letter');

/** What one file says about one role. Every key may be left out: lower layers fill it in. */
export const roleEntry = z.strictObject({
  role_definition: text(10_000)
    .optional()
    .describe('Who the worker is and what it answers for, addressed to it: "You are …".'),
  expertise: texts(2_000).optional().describe('What the worker knows well, one subject an entry.'),
  approach: texts(2_000).optional().describe('How the worker goes about it, one rule or step an entry.'),
  output_format: text(10_000).optional().describe('What the worker hands in, and in which form.'),
  tools: texts(200).optional().describe('Names of the tools that the worker may use. Without this key: all.'),
  paths: globs
    .optional()
    .describe('Files that the worker may change, as patterns relative to the workspace folder. Without this key: all.'),
  evidence: texts(2_000)
    .optional()
    .describe('What must be there when the work is done, such that another person can check it.'),
  stale_after: z
    .string()
    .regex(DURATION, 'must be a number with m, h or d, such as 30m, 12h or 3d')
    .optional()
    .describe('How long a task may lie without activity before it counts as stale: 30m, 12h, 3d.'),
});

/** A role as tasks use it: what it is must be said, the lists may be empty. */
export const roleDefinition = roleEntry.extend({
  role_definition: text(10_000),
  expertise: texts(2_000).default([]),
  approach: texts(2_000).default([]),
  output_format: z.string().max(10_000).default(''),
});

/** A file of roles: names and what is said about them. */
export const rolesFile = z.record(roleName, roleEntry);

export type RoleEntry = z.output<typeof roleEntry>;
export type RoleDefinition = z.output<typeof roleDefinition>;
export type RoleKey = keyof RoleDefinition;

/** From the weakest to the strongest: what a later layer says wins, key by key. */
export const ROLE_LAYERS = ['built-in', 'default', 'custom', 'workspace'] as const;
export type RoleLayer = (typeof ROLE_LAYERS)[number];

/** Where one key of a role comes from. */
export interface RoleOrigin {
  readonly layer: RoleLayer;
  /** Absolute path; null for what is built in. */
  readonly file: string | null;
}

export interface EffectiveRole {
  readonly name: string;
  /** The strongest layer that says anything about it. */
  readonly layer: RoleLayer;
  readonly definition: RoleDefinition;
  /** For each key that somebody wrote, who did. */
  readonly origins: Readonly<Partial<Record<RoleKey, RoleOrigin>>>;
}
