import { createHash } from 'node:crypto';
import { builtInRoles, DEFAULT_ROLES_VERSION } from '../../domain/role/builtIn/builtInRoles';
import { writeYaml } from '../yaml/yamlText';

const INTRODUCTION = `# The roles that come with Task Orchestrator. As long as nobody edits this file, it is kept up to date. Your own
# roles, and what you want otherwise in these, belong in custom_roles.yaml beside it.
`;

/** The text of default_roles.yaml. */
export function defaultRolesText(): string {
  const roles = Object.entries(builtInRoles).map(([name, role]) => writeYaml({ [name]: role }));
  return marked(DEFAULT_ROLES_VERSION, [INTRODUCTION, ...roles].join('\n'));
}

/** Puts a line on top that tells later which version wrote the text, and whether somebody has edited it. */
export const marked = (version: number, text: string): string =>
  `# Version ${version}, checksum ${checksum(text)}\n${text}`;

const MARK = /^# Version ([0-9]+), checksum ([0-9a-f]{64})\n/;

/** Whether an older version wrote the text and nobody has touched it since; git may have changed its line ends. */
export function isOutdated(text: string): boolean {
  const written = text.replaceAll('\r\n', '\n');
  const [mark, version, sum] = MARK.exec(written) ?? [];
  return mark !== undefined && Number(version) < DEFAULT_ROLES_VERSION && checksum(written.slice(mark.length)) === sum;
}

const checksum = (text: string): string => createHash('sha256').update(text).digest('hex');
