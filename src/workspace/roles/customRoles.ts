/** What custom_roles.yaml begins with: something to read and to take the comment signs from. */
export const CUSTOM_ROLES_START = `# Roles of this workspace. What stands here wins over default_roles.yaml, key by key and only for the keys that are
# written; a list replaces a list. A name of its own makes a new role. Changes take effect when the file is saved, and
# mistakes are shown among the problems.
#
# Another text for a role that there is:
#
# reviewer:
#   output_format: A table of findings with file, line, consequence and remedy, the gravest first.
#
# A role of your own:
#
# security-lead:
#   role_definition: >-
#     You are the security lead of this task. You find out how a change could be misused, and say what has to be true
#     before it may be released.
#   expertise:
#     - Threat models for small teams
#   approach:
#     - List what an attacker wants and can reach; begin with what they can reach without signing in.
#   output_format: Findings by severity, each with the proof and the smallest change that removes it.
#   paths:
#     - src/auth/**
#   evidence:
#     - Each finding that must be mended has a test that fails before the change.
#   stale_after: 12h
`;
