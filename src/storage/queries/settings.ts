import * as z from 'zod';
import { DEFAULT_POLICY, type EvidencePolicy } from '../../domain/evidence/policy';
import type { Connection } from '../connection';
import { query, statement } from '../query';
import { json } from './columns';

const byName = query('select value from settings where name = ?', z.object({ value: json }));
const put = statement('insert or replace into settings (name, value, actor, at) values (?, ?, ?, ?)');

const EVIDENCE = 'evidence';

const policy = z.object({
  gate: z.enum(['enforce', 'warn']).catch(DEFAULT_POLICY.gate),
  checkSeconds: z.number().catch(DEFAULT_POLICY.checkSeconds),
  checkOutputKb: z.number().catch(DEFAULT_POLICY.checkOutputKb),
  keepFileKb: z.number().catch(DEFAULT_POLICY.keepFileKb),
  keepQuotaMb: z.number().catch(DEFAULT_POLICY.keepQuotaMb),
  ignore: z.array(z.string()).catch([...DEFAULT_POLICY.ignore]),
});

/** What a person has set; a value that this program does not know is as good as none. */
export function evidencePolicy(connection: Connection): EvidencePolicy {
  const kept = connection.get(byName, [EVIDENCE]);
  return kept ? policy.parse(kept.value) : DEFAULT_POLICY;
}

export function keepEvidencePolicy(connection: Connection, value: EvidencePolicy, actor: string, at: number): void {
  connection.run(put, [EVIDENCE, JSON.stringify(value), actor, at]);
}
