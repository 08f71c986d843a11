import * as vscode from 'vscode';
import type { DependencyKind, FailurePolicy } from '../../domain/dependency/dependency';
import type { Priority } from '../../domain/task/task';
import type { Approval, Stage } from '../../domain/workflow/stages';

export type Outcome = 'done' | 'failed' | 'blocked' | 'needs_revision';

export function outcomeWords(outcome: string): string {
  const words: Record<Outcome, string> = {
    done: vscode.l10n.t('Done'),
    failed: vscode.l10n.t('Failed'),
    blocked: vscode.l10n.t('Blocked'),
    needs_revision: vscode.l10n.t('Needs revision'),
  };
  return words[outcome as Outcome];
}

export function stageWords(stage: Stage): string {
  const words: Record<Stage, string> = {
    plan: vscode.l10n.t('Plan'),
    plan_approval: vscode.l10n.t('Approval of the plan'),
    implementation_approval: vscode.l10n.t('Approval of the result'),
    review: vscode.l10n.t('Review'),
    verification: vscode.l10n.t('Verification'),
  };
  return words[stage];
}

export function approvalWords(approval: Approval): string {
  const words: Record<Approval, string> = {
    none: vscode.l10n.t('Nothing'),
    plan: vscode.l10n.t('The plan'),
    result: vscode.l10n.t('The result'),
    both: vscode.l10n.t('The plan and the result'),
  };
  return words[approval];
}

export function priorityWords(priority: Priority): string {
  const words: Record<Priority, string> = {
    low: vscode.l10n.t('Low'),
    normal: vscode.l10n.t('Normal'),
    high: vscode.l10n.t('High'),
    critical: vscode.l10n.t('Critical'),
  };
  return words[priority];
}

export function dependencyWords(kind: DependencyKind): { label: string; detail: string } {
  const words: Record<DependencyKind, { label: string; detail: string }> = {
    completion: { label: vscode.l10n.t('Completion'), detail: vscode.l10n.t('It begins when the other is done') },
    data: { label: vscode.l10n.t('Data'), detail: vscode.l10n.t('It also gets the result of the other') },
    approval: { label: vscode.l10n.t('Approval'), detail: vscode.l10n.t('It begins when the other is approved') },
    related: { label: vscode.l10n.t('Related'), detail: vscode.l10n.t('It waits for nothing') },
  };
  return words[kind];
}

export function policyWords(policy: FailurePolicy): string {
  const words: Record<FailurePolicy, string> = {
    block: vscode.l10n.t('It waits for a person'),
    skip: vscode.l10n.t('It is left out'),
    continue: vscode.l10n.t('It goes on all the same'),
  };
  return words[policy];
}
