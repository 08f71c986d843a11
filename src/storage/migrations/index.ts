import { sql as first } from './001-first';
import { sql as workflow } from './002-workflow';
import { sql as evidence } from './003-evidence';
import { sql as stamps } from './004-stamps';
import { sql as openChecks } from './005-open-checks';
import { sql as proof } from './006-proof';
import { sql as resultsOfSteps } from './007-results-of-steps';
import { sql as cancelledSteps } from './008-cancelled-steps';
import { sql as fewerIndexes } from './009-fewer-indexes';
import { sql as unsoundSteps } from './010-unsound-steps';

/** One step of the schema, always from the version before. What has shipped is never edited; a change is a new file. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

export const migrations: readonly Migration[] = [
  { version: 1, name: 'first schema', sql: first },
  { version: 2, name: 'workflow', sql: workflow },
  { version: 3, name: 'evidence', sql: evidence },
  { version: 4, name: 'stamps of files', sql: stamps },
  { version: 5, name: 'open checks', sql: openChecks },
  { version: 6, name: 'proof of work', sql: proof },
  { version: 7, name: 'results of steps', sql: resultsOfSteps },
  { version: 8, name: 'cancelled steps', sql: cancelledSteps },
  { version: 9, name: 'fewer indexes', sql: fewerIndexes },
  { version: 10, name: 'unsound steps', sql: unsoundSteps },
];

export const SCHEMA_VERSION = migrations.length;
