import { hasSource, workspacePath } from '../../domain/evidence/path';
import { addClaimedOperation } from '../../storage/queries/fileOperations';
import type { CommandContext } from '../context';
import { invalid } from '../operation';
import type { ClaimedFile } from '../shapes/common';

/** Keeps what a worker says it did to files. Every path is looked at before anything is kept. */
export function recordClaimedFiles(context: CommandContext, task: string, files: readonly ClaimedFile[]): void {
  const mistakes: string[] = [];
  const checked = (text: string, field: string): string => {
    const result = workspacePath(text);
    if ('path' in result) return result.path;
    mistakes.push(`${field}: ${result.mistake}`);
    return '';
  };
  const operations = files.map(({ op, path, from, sha256 }, index) => {
    const field = `files.${index}`;
    if (hasSource(op) && from === undefined) mistakes.push(`${field}.from: a ${op} names where the file came from`);
    if (!hasSource(op) && from !== undefined) mistakes.push(`${field}.from: a ${op} comes from nowhere else`);
    return {
      op,
      path: checked(path, `${field}.path`),
      from: from === undefined ? null : checked(from, `${field}.from`),
      hash: sha256?.toLowerCase() ?? null,
    };
  });
  if (mistakes.length > 0) throw invalid(mistakes);
  for (const operation of operations) {
    addClaimedOperation(context.connection, task, operation, context.actor, context.now);
  }
}
