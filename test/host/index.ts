import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Mocha from 'mocha';
import { MOCHA_ARGUMENTS_VARIABLE } from '../../scripts/test/suite-files.mjs';

/**
 * The suites of this folder by file name, in their order: that of the store begins where there is none. They are loaded once
 * mocha has made `describe` and `it`.
 */
const suites: Record<string, () => Promise<unknown>> = {
  'activation.test.ts': () => import('./activation.test'),
  'commands.test.ts': () => import('./commands.test'),
  'keys.test.ts': () => import('./keys.test'),
  'palette.test.ts': () => import('./palette.test'),
  'store.test.ts': () => import('./store.test'),
  'outside.test.ts': () => import('./outside.test'),
  'asksItself.test.ts': () => import('./asksItself.test'),
  'actions.test.ts': () => import('./actions.test'),
  'templates.test.ts': () => import('./templates.test'),
  'questions.test.ts': () => import('./questions.test'),
  'views.test.ts': () => import('./views.test'),
  'panel.test.ts': () => import('./panel.test'),
  'panelCards.test.ts': () => import('./panelCards.test'),
  'words.test.ts': () => import('./words.test'),
  'answers.test.ts': () => import('./answers.test'),
  'evidenceProblems.test.ts': () => import('./evidenceProblems.test'),
  'evidenceFixes.test.ts': () => import('./evidenceFixes.test'),
  'evidenceRestore.test.ts': () => import('./evidenceRestore.test'),
  'evidenceChecks.test.ts': () => import('./evidenceChecks.test'),
  'evidenceShown.test.ts': () => import('./evidenceShown.test'),
  'verifyAll.test.ts': () => import('./verifyAll.test'),
  'calledOff.test.ts': () => import('./calledOff.test'),
  'evidenceObserved.test.ts': () => import('./evidenceObserved.test'),
  'evidencePolicy.test.ts': () => import('./evidencePolicy.test'),
  'agents.test.ts': () => import('./agents.test'),
};

/** Measures instead of tests, where somebody asks for them. */
const figures: typeof suites = { 'figures.ts': () => import('./figures') };

/** The bundle lies in dist/test/host. */
const root = join(__dirname, '..', '..', '..');

/** Called by VS Code in its extension host, on the desktop and in the server build alike. */
export async function run(): Promise<void> {
  // A file that nobody imports would not fail, it would not be there.
  const forgotten = readdirSync(join(root, 'test', 'host')).filter(
    (file) => file.endsWith('.test.ts') && !(file in suites),
  );
  if (forgotten.length > 0) throw new Error(`List these suites in test/host/index.ts: ${forgotten.join(', ')}`);

  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 30_000,
    reporter: join(root, 'scripts', 'test', 'reporter.mjs'),
    ...mochaOptions(),
  });
  mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, __filename, mocha);
  for (const load of Object.values(process.env['TASK_ORCHESTRATOR_FIGURES'] ? figures : suites)) await load();

  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}

/** Those of mocha's options that make sense here; an extension host has no command line of its own. */
function mochaOptions(): Mocha.MochaOptions {
  const args = JSON.parse(process.env[MOCHA_ARGUMENTS_VARIABLE] ?? '[]') as string[];
  const { values } = parseArgs({
    args,
    options: {
      grep: { type: 'string', short: 'g' },
      invert: { type: 'boolean', short: 'i' },
      bail: { type: 'boolean', short: 'b' },
      timeout: { type: 'string', short: 't' },
    },
  });
  const { timeout, ...others } = values;
  return { ...others, ...(timeout === undefined ? {} : { timeout: Number(timeout) }) };
}
