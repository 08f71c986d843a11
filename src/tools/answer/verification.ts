import type { CommandOutput } from '../../orchestrator/registry';

type Told = CommandOutput<'task.finish'>['verification'];

const MOST_FILES = 10;
const MOST_CHECKS = 5;
const OUTPUT_END = 600;
const LONGEST_REASON = 300;

/** What came of holding a task against the disk, in few tokens: what is wrong is named, what is right is counted. */
export function verificationOf({ status, summary, files, total, checks }: Told) {
  const shown = files.slice(0, MOST_FILES).map((file) => ({
    path: file.path,
    status: file.status,
    ...(file.reason !== '' && { reason: file.reason.slice(0, LONGEST_REASON) }),
  }));
  const open = checks.filter((check) => check.status !== 'passed').slice(0, MOST_CHECKS);
  return {
    status,
    ...(status !== 'verified' && { reason: summary.slice(0, LONGEST_REASON) }),
    files: shown,
    ...(total > shown.length && { more: `${total - shown.length} more files` }),
    ...(open.length > 0 && {
      checks: open.map(({ command, status: result, reason, output }) => ({
        command,
        status: result,
        reason,
        ...(output !== '' && { output: output.slice(-OUTPUT_END) }),
      })),
    }),
  };
}
