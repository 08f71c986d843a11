import type { EvidencePolicy } from '../../domain/evidence/policy';
import { recordEvent } from '../../storage/queries/events';
import { evidencePolicy, keepEvidencePolicy } from '../../storage/queries/settings';
import { command } from '../operation';
import { policyShape } from '../evidence/policyShape';

export const setPolicy = command({
  about: 'Says how files and checks are looked at in this store; what is left out stays as it is.',
  who: 'person',
  input: policyShape.partial(),
  output: policyShape,
  run: (context, given) => {
    const { connection, now, actor } = context;
    const before = evidencePolicy(connection);
    const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const after: EvidencePolicy = { ...before, ...named };
    if (JSON.stringify(after) !== JSON.stringify(before)) {
      keepEvidencePolicy(connection, after, actor, now);
      recordEvent(connection, { at: now, actor, kind: 'policy.changed', taskId: null, before, after });
      context.changed({ entity: 'policy', id: 'evidence', parent: null });
    }
    return { ...after, ignore: [...after.ignore] };
  },
});
