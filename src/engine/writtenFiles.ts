import { join } from 'node:path';
import type * as Folders from '../workspace/folders';

/**
 * The bundle that reads and writes YAML. It would make every start of an engine wait some ten milliseconds longer, so it is
 * loaded when it is first needed; Node keeps it from then on.
 */
export const writtenFiles = (): typeof Folders =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would put it into the engine's own bundle
  require(join(__dirname, 'workspace.js')) as typeof Folders;
