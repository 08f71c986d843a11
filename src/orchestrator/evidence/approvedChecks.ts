import { problemWithCheck } from '../../domain/evidence/checkText';
import type { Connection } from '../../storage/connection';
import { checkApprovals, type CheckApprovalRow } from '../../storage/queries/checkApprovals';

/** A check from before that hides something was never seen as it is, whoever approved it (rule G12). */
export const approvedChecks = (connection: Connection, task: string): CheckApprovalRow[] =>
  checkApprovals(connection, task).filter(({ command }) => problemWithCheck(command) === undefined);
