import * as vscode from 'vscode';
import type { evidence } from '../../contributions/commands/evidence';
import { showOf } from '../looking/show';
import type { Handler } from '../services';
import { acceptContent } from './acceptContent';
import { approveChecks } from './approveChecks';
import { assignChanges } from './assignChanges';
import { detachFile } from './detachFile';
import { explainVerification } from './explainVerification';
import { restoreFiles } from './restoreFiles';
import { showRecorded } from './showRecorded';
import { verifyAll } from './verifyAll';
import { verifyTask } from './verifyTask';

export const evidenceHandlers: Record<keyof typeof evidence, Handler> = {
  verifyTask,
  explainVerification,
  verifyAll,
  showRecorded,
  restoreFiles,
  acceptContent,
  detachFile,
  assignChanges,
  approveChecks,
  showChecks: showOf('checks', () => ({
    title: vscode.l10n.t('Show Output of Checks'),
    tab: (name) => vscode.l10n.t('{0} (checks)', name),
  })),
};
