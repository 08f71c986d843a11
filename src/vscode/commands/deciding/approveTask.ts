import * as vscode from 'vscode';
import { askChoice } from '../../ask/pick';
import { taskStep } from '../../ask/task';
import { askText, required } from '../../ask/text';
import { walk, type Answer, type Place } from '../../ask/walk';
import { reached } from '../../milestones';
import type { TaskRow } from '../../../orchestrator/registry';
import { underWay } from '../../underWay';
import { numberOf, present, textOf } from '../argument';
import { beginChange, type Begun } from '../begin';
import { tell } from '../../notify';
import { isMeant } from '../outside';
import type { CommandServices } from '../services';
import { tellNotAccepted } from '../working/notAccepted';
import { awaitedOf, onSeenVersion, showAwaited, type Awaited } from './awaited';
import { closeShownForVerdict } from './shownForVerdict';

type Verdict = 'approve' | 'comment' | 'reject';

interface Answers {
  readonly task: TaskRow;
  readonly verdict: Verdict;
  readonly reason?: string;
}

/**
 * Shows what waits for an approval, then asks. A caller may pass `{ "task": "…", "version": 2, "reason": "…" }`: the
 * version says what was looked at. The person is asked in any case.
 */
export async function approveTask(services: CommandServices, argument: unknown): Promise<void> {
  const title = vscode.l10n.t('Approve');
  const begun = await beginChange(services, argument, title);
  if (!begun) return;
  const { store, task, fields } = begun;
  const version = numberOf(fields, 'version');
  let awaited: Awaited | undefined;
  const answers = await walk<Answers>(
    title,
    [
      taskStep(store, { act: 'approveTask', placeholder: vscode.l10n.t('What do you want to approve?') }),
      {
        key: 'verdict',
        ask: async (place, { task: chosen }) => {
          if (!chosen) return undefined;
          awaited = await awaitedOf(store, chosen);
          await showAwaited(services.documents, store, chosen, awaited, { preserveFocus: task !== undefined });
          return askVerdict(place, chosen, awaited);
        },
      },
      {
        key: 'reason',
        when: ({ verdict }) => version === undefined && verdict !== undefined && verdict !== 'approve',
        ask: (place, { verdict }) => askWords(place, verdict === 'reject'),
      },
    ],
    present({ task, reason: textOf(fields, 'reason'), verdict: version === undefined ? undefined : 'approve' }),
  );
  if (!answers) return;
  const { task: decided, verdict, reason } = answers;
  if (begun.origin !== 'ours' && !awaited) {
    // Where the page of a task names the version, it has shown it; whoever else does has not.
    awaited = await awaitedOf(store, decided);
    await showAwaited(services.documents, store, decided, awaited);
  }
  const seen = version ?? awaited?.version;
  if (awaited && !(await isVerdictMeant(begun, decided, { ...awaited, version: seen ?? 0 }, verdict, reason))) return;
  // A page of ours shows the newer version by itself.
  const decide = <Output>(act: () => Promise<Output>): Promise<Output> =>
    awaited ? onSeenVersion(services.documents, store, decided, act) : act();
  if (verdict === 'reject') {
    const rejection = { task: decided.id, reason: reason ?? '', ...present({ version: seen }) };
    await decide(() => store.execute('task.reject', rejection));
    reached('decided');
    await closeShownForVerdict(store, decided, { preserveFocus: task !== undefined });
    tell(vscode.l10n.t('Rejected “{0}”.', decided.title));
  } else {
    const approval = { task: decided.id, ...present({ version: seen, reason }) };
    const answer = await decide(() =>
      underWay(vscode.l10n.t('Approving “{0}”', decided.title), (waiting) =>
        store.execute('task.approve', approval, waiting),
      ),
    );
    if (!answer) {
      tell(vscode.l10n.t('Cancelled: “{0}” is as it was.', decided.title));
      return;
    }
    const { state, verification } = answer;
    if (!answer.accepted && verification) {
      tellNotAccepted(store, decided, { state, verification }, services.log);
      return;
    }
    reached('decided');
    await closeShownForVerdict(store, decided, { preserveFocus: task !== undefined });
    tell(vscode.l10n.t('Approved “{0}”.', decided.title));
  }
}

function isVerdictMeant(
  begun: Begun,
  { title }: TaskRow,
  { subject, version }: Awaited,
  verdict: Verdict,
  reason: string | undefined,
): Promise<boolean> {
  const isPlan = subject === 'plan';
  if (verdict === 'reject') {
    const question = isPlan
      ? vscode.l10n.t('Reject version {0} of the plan of “{1}”?', version, title)
      : vscode.l10n.t('Reject version {0} of the result of “{1}”?', version, title);
    return isMeant(begun, question, vscode.l10n.t('Reject'), { reason });
  }
  const question = isPlan
    ? vscode.l10n.t('Approve version {0} of the plan of “{1}”?', version, title)
    : vscode.l10n.t('Approve version {0} of the result of “{1}”?', version, title);
  return isMeant(begun, question, vscode.l10n.t('Approve'), { reason });
}

function askVerdict(place: Place, { title }: TaskRow, { subject, version }: Awaited): Promise<Answer<Verdict>> {
  const question =
    subject === 'plan'
      ? vscode.l10n.t('Version {0} of the plan of “{1}” is in the editor', version, title)
      : vscode.l10n.t('Version {0} of the result of “{1}” is in the editor', version, title);
  return askChoice<Verdict>(place, question, [
    { label: vscode.l10n.t('Approve'), iconPath: new vscode.ThemeIcon('check'), value: 'approve' },
    { label: vscode.l10n.t('Approve with a comment…'), iconPath: new vscode.ThemeIcon('comment'), value: 'comment' },
    { label: vscode.l10n.t('Reject…'), iconPath: new vscode.ThemeIcon('close'), value: 'reject' },
  ]);
}

function askWords(place: Place, isRejection: boolean): Promise<Answer<string>> {
  return isRejection
    ? askText(place, {
        prompt: vscode.l10n.t('Why? Required: whoever works on it next reads this.'),
        mistake: required(vscode.l10n.t('A reason is needed; others will read it.')),
      })
    : askText(place, { prompt: vscode.l10n.t('Your comment is kept with the approval.') });
}
