import { changes, type CommandSpec } from './spec';

export const working = {
  resumeTask: changes('Resume…', 'free', '$(debug-continue)'),
  claimTask: changes('Claim Task for Me', 'free', '$(person)'),
  reportProgress: changes('Report Progress…', 'free'),
  submitPlan: changes('Submit Plan…', 'asked'),
  finishTask: changes('Finish Task…', 'asked', '$(check)'),
  releaseTask: changes('Release Claim…', 'asksItself'),
} as const satisfies Record<string, CommandSpec>;
