import { Problem } from '../problem';

interface Refused {
  readonly task: string;
  readonly state: string;
  readonly verification: { readonly summary: string };
}

/** Why work that was handed in as done is not (rule G2), for people and for agents. */
export const notDone = ({ task, state, verification }: Refused): Problem =>
  new Problem(
    'evidence_failed',
    `${task} is NOT done and stays ${state}: ${verification.summary}.`,
    'Put this right on disk and finish again with the same claim. A file that was not changed is withdrawn with op read, a removed one is claimed with op delete; a new sha256 replaces an old one.',
  );
