import type { Connection } from '../../storage/connection';
import { childRecords } from '../../storage/queries/records';
import { dependenciesOf } from '../../storage/queries/dependencies';

const MOST_LINES = 2_000;

/** Exactly as it is written, whatever it is made of: a command is read before it is approved. */
function asCode(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}

/** The steps below a task as Markdown, as a person reads and approves them. */
export function outline(connection: Connection, task: string): string {
  const lines: string[] = [];
  const write = (parent: string, indent: string): void => {
    childRecords(connection, parent)
      .filter(({ deletedAt }) => deletedAt === null)
      .forEach((child, index) => {
        if (lines.length > MOST_LINES) return;
        const { id, title, role, description, expectedFiles, checks } = child;
        const after = dependenciesOf(connection, id).map(({ dependsOn }) => dependsOn);
        const notes = [
          ...(role === null ? [] : [role]),
          ...(after.length === 0 ? [] : [`after ${after.join(', ')}`]),
          ...(expectedFiles.length === 0 ? [] : [`files ${expectedFiles.map(asCode).join(', ')}`]),
          ...(checks.length === 0 ? [] : [`checks ${checks.map(asCode).join(', ')}`]),
        ];
        lines.push(
          `${indent}${index + 1}. **${title}** \`${id}\`${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`,
        );
        if (description !== '') lines.push(...description.split('\n').map((line) => `${indent}   ${line}`));
        write(id, `${indent}   `);
      });
  };
  write(task, '');
  if (lines.length > MOST_LINES) lines.push('… and more steps; the tree shows them all.');
  return lines.join('\n');
}
