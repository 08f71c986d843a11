import * as vscode from 'vscode';
import { problemWithExpectedFile } from '../../../domain/evidence/expectedFile';
import { visibleCheck } from '../../../domain/evidence/checkText';

/** Files that a task is to change lie in the workspace folder, and are named as they are read (rule F1). */
export function problemWithFile(file: string): string | undefined {
  switch (problemWithExpectedFile(file)) {
    case 'hidden':
      return vscode.l10n.t('“{0}” has characters that cannot be seen or that turn the text round.', visibleCheck(file));
    case 'elsewhere':
      return vscode.l10n.t(
        '“{0}” is no file or pattern in the workspace folder. Write it from that folder on, such as {1}.',
        file,
        'src/**/*.ts',
      );
    case undefined:
      return undefined;
  }
}
