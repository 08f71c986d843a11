import type { EngineClient } from '../../../src/engine/client';
import { foreignTitles, goalOfExport, longTitle, plans, releaseGoal } from './sampleTexts';
import { codex, Team } from './team';

/** Tasks that pictures are about, by what is special about them. */
export type Sample = Readonly<
  Record<
    'approval' | 'result' | 'interrupted' | 'blocked' | 'failed' | 'broken' | 'overridden' | 'many' | 'web',
    string
  >
>;

/**
 * Some weeks of a small team's work, with all that can become of a task: every state, titles of all kinds, plans with many
 * versions, evidence with every result, a file that nobody claims, a list that is too long and a graph that is too wide.
 * It is told at the folder's own door, before a window opens it.
 */
export async function tellSample(engine: EngineClient, workspace: string): Promise<Sample> {
  const team = new Team(engine, workspace);
  const imported = await tellImport(team);
  const exported = await tellExport(team);
  const kept = await tellRelease(team);
  const loose = await tellLoose(team);
  return { ...imported, ...exported, ...kept, ...loose };
}

async function tellImport(team: Team) {
  const { steps } = await team.plan({
    goal: 'Import bank statements',
    context: 'Banks send CSV, MT940 and camt.053; what cannot be read must be told with file, line and column.',
    stream: 'Import',
    steps: [
      { key: 'samples', title: 'Collect sample files from eight banks', role: 'researcher' },
      {
        key: 'readers',
        title: 'Readers',
        after: ['samples'],
        steps: [
          { key: 'csv', title: 'Read CSV with any separator', role: 'implementer', files: ['src/import/csv.js'] },
          { key: 'mt940', title: 'Read MT940', role: 'implementer', files: ['src/import/mt940.js'] },
          {
            key: 'camt',
            title: 'Read camt.053',
            role: 'implementer',
            steps: [
              { key: 'names', title: 'Map its element names', role: 'architect' },
              { key: 'batch', title: 'Take batch bookings apart', role: 'implementer', after: ['names'] },
              { key: 'dates', title: 'Tell booking date and value date apart', role: 'implementer', after: ['names'] },
            ],
          },
        ],
      },
      { key: 'match', title: 'Match payments with open invoices', role: 'implementer', after: ['readers'] },
      { key: 'errors', title: 'Say what is wrong and where', role: 'documenter', after: ['csv'] },
      { key: 'twice', title: 'Notice when a file comes twice', role: 'tester', after: ['match'] },
    ],
  });
  const id = (key: string): string => steps[key] ?? '';
  await team.finish(id('samples'), 'Eight banks, 41 files, with what is odd about each.', {
    'docs/samples.md': '# Samples\n',
  });
  await team.finish(id('csv'), 'Separators are found by counting; quotes may span lines.', {
    'src/import/csv.js': 'export const readCsv = (text) => text.split(/\\r?\\n/);\n',
  });
  await team.finish(id('names'), 'A table of 62 names.');
  const mt940 = await team.take(id('mt940'), codex, 1_000);
  await mt940.tell({ plan: plans[0] ?? '' });
  team.write('src/import/mt940.js', 'export function readMt940() {}\n');
  await mt940.tell({
    note: 'Tags 60 to 62 are read; 86 has a format of its own at each bank',
    checkpoint: { name: 'balances done', data: { tags: [60, 61, 62] } },
    files: [{ op: 'create', path: 'src/import/mt940.js' }],
  });
  await (await team.take(id('batch'))).tell({ note: 'Bookings without details stay as one line' });
  await (
    await team.take(id('dates'), codex)
  ).end('blocked', {
    summary: 'Two banks fill only one of the dates; somebody has to say which one counts',
  });
  await (await team.take(id('errors'))).tell({ note: 'Began with the words for wrong amounts' });
  return { interrupted: id('mt940'), blocked: id('dates') };
}

async function tellExport(team: Team) {
  const { steps } = await team.plan({
    goal: 'Export for the tax office',
    context: goalOfExport,
    stream: 'Export',
    steps: [
      {
        key: 'format',
        title: 'Write the format down',
        description: goalOfExport,
        role: 'architect',
        priority: 'high',
        labels: ['format', '2026'],
        effort: '2 days',
        due: Date.now() + 3 * 86_400_000,
        files: ['docs/format.md', 'src/export/*.js'],
        checks: ['npm test -- export', 'npm run lint'],
        stages: ['plan', 'plan_approval', 'implementation_approval'],
      },
      { key: 'writer', title: 'Write the writer', role: 'implementer', after: ['format'] },
      { key: 'vat', title: 'VAT in every rate since 1993', role: 'implementer', stages: ['implementation_approval'] },
      { key: 'review', title: 'Check against the office’s own validator', role: 'reviewer', stages: ['review'] },
      {
        key: 'numbers',
        title: 'Round as the law says',
        role: 'tester',
        checks: ['node test/round.js', 'node test/sum.js'],
      },
    ],
  });
  const id = (key: string): string => steps[key] ?? '';
  const format = await team.take(id('format'));
  for (const [at, plan] of plans.entries()) {
    await format.tell({ note: `Version ${at + 1} is written`, plan });
    if (at === plans.length - 1) break;
    const reason = at % 2 === 0 ? 'Say what happens to rows without a date.' : 'Name the risk, and who carries it.';
    await team.person('task.reject', { task: id('format'), version: at + 1, reason });
  }
  await team.finish(id('vat'), 'All 14 rates, with the months in which they changed.', {
    'src/export/vat.js': 'export const rates = [];\n',
    'docs/vat.md': '# Rates\n',
  });
  await team.finish(id('review'), 'The validator accepts all 41 samples.');
  await team.take(id('review'), codex);
  team.write('test/round.js', "console.log('rounded 1,204 amounts');\n");
  team.write(
    'test/sum.js',
    "console.log('  1,204 amounts\\n  sum 88,120.37, expected 88,120.36');\nprocess.exit(1);\n",
  );
  await team.person('checks.approve', { task: id('numbers'), checks: ['node test/round.js', 'node test/sum.js'] });
  const numbers = await team.take(id('numbers'));
  await numbers.end('done', { summary: 'Rounded half to even everywhere' });
  return { approval: id('format'), result: id('vat') };
}

async function tellRelease(team: Team) {
  const { steps } = await team.plan({
    goal: 'Release 1.0',
    description: releaseGoal,
    stream: 'Release',
    steps: [
      { key: 'ledger', title: 'Keep the ledger in one file', role: 'implementer' },
      { key: 'files', title: 'Translate the manual', role: 'documenter' },
      {
        key: 'override',
        title: 'Measure start on an old laptop',
        role: 'tester',
        checks: ['test -e bench/laptop.txt'],
      },
      { key: 'unverified', title: 'Measure start on a new laptop', role: 'tester', checks: ['npm run bench'] },
      { key: 'memory', title: 'Measure memory with ten years of data', role: 'tester' },
      { key: 'old', title: 'Support the format of 2009', role: 'implementer' },
      { key: 'icons', title: longTitle, role: 'documenter' },
    ],
  });
  const id = (key: string): string => steps[key] ?? '';
  const text = (name: string): string => `export const ${name} = [];\n`;
  await team.finish(id('ledger'), 'One file, and a log before answers.', {
    'src/ledger.js': text('ledger'),
    'src/journal.js': text('journal'),
    'src/accounts.js': text('accounts'),
  });
  const manual = Object.fromEntries(
    Array.from({ length: 300 }, (_, n) => [`docs/manual/${n + 1}.md`, `# Page ${n + 1}\n`]),
  );
  await team.finish(id('files'), 'All 300 pages, in German and in Chinese.', manual);
  await (await team.take(id('unverified'))).end('done', { summary: '0.1 s on the laptop from 2025' });
  await team.person('checks.approve', { task: id('override'), checks: ['test -e bench/laptop.txt'] });
  await (await team.take(id('override'))).end('done', { summary: '0.4 s on the laptop from 2014' });
  await team.person('task.override', {
    task: id('override'),
    reason: 'The laptop is in the other office; I saw it start.',
  });
  await (
    await team.take(id('memory'))
  ).end('failed', {
    summary: 'Out of memory after six years of data',
    error: { type: 'RangeError', message: 'Array buffer allocation failed', stack: 'at read (src/ledger.js:12:9)' },
  });
  await team.person('task.cancel', { task: id('old'), reason: 'Nobody has files of it any more' });
  const icons = await team.take(id('icons'));
  for (let n = 1; n <= 60; n++) await icons.tell({ checkpoint: { name: `icon ${n} drawn` } });
  // What was handed in, and is not as it was left.
  team.write('src/ledger.js', 'export const ledger = [1];\nexport const more = 2;\n');
  team.remove('src/journal.js');
  await team.person('task.verify', { task: id('ledger') });
  return { failed: id('memory'), broken: id('ledger'), overridden: id('override'), many: id('files') };
}

async function tellLoose(team: Team) {
  for (const title of foreignTitles) await team.create({ title });
  await team.create({ title: 'Answer the question of the tax office', priority: 'critical' });
  const done = await team.create({ title: 'Find a name' });
  await team.finish(done, 'It is called Ledger.');
  const { task: web } = await team.plan({
    goal: 'Move 200 reports to the new layout',
    steps: Array.from({ length: 200 }, (_, n) => ({
      key: `r${n}`,
      title: `Report ${n + 1}`,
      role: n % 3 === 0 ? 'documenter' : 'implementer',
      after: n === 0 ? [] : [`r${Math.floor((n - 1) / 3)}`],
    })),
  });
  team.write('notes/friday.md', 'What we said on Friday.\n');
  return { web };
}
