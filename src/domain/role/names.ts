export const BUILT_IN_ROLE_NAMES = [
  'architect',
  'debugger',
  'documenter',
  'implementer',
  'researcher',
  'reviewer',
  'tester',
] as const;
