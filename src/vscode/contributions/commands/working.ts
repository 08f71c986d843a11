import { changes, type CommandSpec } from './spec';

export const working = {
  resumeTask: changes('Resume…', '$(debug-continue)'),
  claimTask: changes('Claim Task for Me…', '$(person)'),
  reportProgress: changes('Report Progress…'),
  submitPlan: changes('Submit Plan…'),
  finishTask: changes('Finish Task…', '$(check)'),
  releaseTask: changes('Release Claim…'),
} as const satisfies Record<string, CommandSpec>;
