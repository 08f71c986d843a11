import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Problem } from '../../../src/domain/problem';
import { templateFromPlan } from '../../../src/domain/template/fromPlan';
import { TemplateFolder } from '../../../src/workspace/templates/templateFolder';
import { useFolder } from '../storage/harness';

describe('R9 template files', () => {
  const folder = useFolder();
  const path = (name: string) => join(folder(), '.task_orchestrator', 'templates', name);
  const templates = () => new TemplateFolder({ folder: folder() });

  function write(name: string, lines: readonly string[]): void {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), lines.join('\n'));
  }

  async function problemsOf(...lines: readonly string[]): Promise<readonly string[]> {
    write('x.yaml', lines);
    const { problems } = await templates().load();
    return problems.map(({ line, column, severity, message }) => `${line}:${column} ${severity} ${message}`);
  }

  it('are listed in the order of their names, and a broken one leaves the others standing', async () => {
    write('b.yaml', ['goal: Build']);
    write('a.yaml', ['name: First', 'goal: "Build {{name}}"', 'parameters: { name: { type: text } }']);
    write('broken.yaml', ['goal: [']);
    const loaded = await templates().load();
    assert.deepEqual(
      loaded.templates.map(({ id, file, template }) => [id, file, template.goal]),
      [
        ['a', path('a.yaml'), 'Build {{name}}'],
        ['b', path('b.yaml'), 'Build'],
      ],
    );
    assert.ok(loaded.problems.length > 0 && loaded.problems.every(({ file }) => file === path('broken.yaml')));
  });

  it('name each wrong field with its place', async () => {
    assert.deepEqual(
      await problemsOf(
        'gaol: x',
        'parameters:',
        '  kind: { type: word }',
        '  Name: { type: text }',
        'steps:',
        '  - key: a',
        '    titel: x',
        '    files: ["../x"]',
      ),
      [
        '3:17 error "type" must be one of text, number, choice, yes_no, path, list.',
        '4:3 error "Name" must be lower-case letters, digits and _, beginning with a letter.',
        '1:1 error "goal" is missing.',
        '6:5 error "title" is missing.',
        '8:13 error "files[1]" must be a path or pattern inside the workspace folder, with forward slashes and without "..".',
        '7:5 warning "titel" is not known here and has no effect; did you mean "title"?',
        '1:1 warning "gaol" is not known here and has no effect; did you mean "goal"?',
      ],
    );
  });

  it('name each word that leads nowhere with its place', async () => {
    assert.deepEqual(
      await problemsOf(
        'goal: Build {{nmae}}',
        'parameters:',
        '  name: { type: text, pattern: "[" }',
        '  long: { type: text, multiline: true }',
        '  size: { type: number, min: 3, max: 1 }',
        '  kind: { type: choice, choices: [api, ui], default: cli }',
        'steps:',
        '  - key: a',
        '    title: "{{long}}"',
        '    when: kind is apo',
        '    after: [bb]',
        '  - key: a',
        '    title: a',
        '    for_each: name',
        '    as: kind',
      ),
      [
        '3:32 error The pattern is not a valid regular expression.',
        '5:30 error The smallest allowed is larger than the largest.',
        '6:54 error The default must be one of api, ui.',
        '1:7 error There is no parameter "nmae"; did you mean "name"?',
        '9:12 error "long" may have several lines, and only one fits here.',
        '10:11 error "apo" is not a choice of "kind"; did you mean "api"?',
        '14:15 error "name" is not a list.',
        '14:15 error "kind" is taken; name the entry otherwise with "as".',
        '12:10 error There are two steps with the key "a".',
        '11:13 error There is no step with the key "bb".',
        '5:3 warning The parameter "size" is used nowhere.',
      ],
    );
  });

  it('are refused when steps wait for each other, or for the one they are in', async () => {
    const steps = (...after: readonly string[]) => ['goal: x', 'steps:', ...after];
    assert.deepEqual(
      await problemsOf(...steps('  - { key: a, title: a, after: [b] }', '  - { key: b, title: b, after: [a] }')),
      ['3:7 error These steps wait for each other: a waits for b waits for a.'],
    );
    const inner = ['  - key: a', '    title: a', '    steps: [{ key: b, title: b, after: [a] }]'];
    assert.equal((await problemsOf(...steps(...inner))).length, 1);
  });

  it('are saved from a plan, and replaced only when that is asked for', async () => {
    const plan = { goal: 'Ship {{it}}', steps: [{ key: 'a', title: 'Build', checks: ['npm test'] }] };
    const file = await templates().save('release', templateFromPlan(plan, { name: 'Release' }));
    const [saved] = (await templates().load()).templates;
    assert.deepEqual([saved?.id, saved?.file, saved?.template.name], ['release', file, 'Release']);
    assert.equal(saved?.template.goal, 'Ship \\{{it}}');
    const before = readFileSync(file, 'utf8');
    const other = templateFromPlan({ goal: 'Other', steps: [] });
    await assert.rejects(templates().save('release', other), { code: 'conflict' });
    assert.equal(readFileSync(file, 'utf8'), before);
    await templates().save('release', other, { replace: true });
    assert.equal((await templates().load()).templates[0]?.template.goal, 'Other');
    assert.deepEqual(readdirSync(dirname(file)), ['release.yaml'], 'no draft stays behind');
  });

  it('are not saved under a name that leads elsewhere, nor when they would not be read again', async () => {
    const source = templateFromPlan({ goal: 'x', steps: [] });
    for (const name of ['../x', 'a/b', '.x', 'nul', 'X', '', 'a'.repeat(65)]) {
      await assert.rejects(templates().save(name, source), Problem);
    }
    const outside = templateFromPlan({ goal: 'x', steps: [{ key: 'a', title: 'a', files: ['/etc/passwd'] }] });
    await assert.rejects(templates().save('x', outside), { code: 'invalid_input' });
    assert.deepEqual(readdirSync(folder()), []);
  });

  it('are not saved through a folder that leads outside', async () => {
    const [inside, outside] = [join(folder(), 'inside'), join(folder(), 'outside')];
    for (const made of [inside, outside]) mkdirSync(made);
    symlinkSync(outside, join(inside, '.task_orchestrator'), 'junction');
    const save = new TemplateFolder({ folder: inside }).save('x', templateFromPlan({ goal: 'x', steps: [] }));
    await assert.rejects(save, Problem);
    assert.deepEqual(readdirSync(outside), []);
  });

  it('begin with a start that is a valid template', async () => {
    const file = await templates().begin('new-feature');
    const { templates: found, problems } = await templates().load();
    assert.deepEqual(problems, []);
    assert.deepEqual(
      found.map(({ id, file: at, template }) => [id, at, template.name]),
      [['new-feature', file, 'new-feature']],
    );
    const filled = await templates().fill('new-feature', { subject: 'The parser' });
    assert.ok('plan' in filled && filled.plan.goal === 'Get The parser done');
    await assert.rejects(
      templates()
        .begin('new-feature')
        .then(() => templates().save('new-feature', { goal: 'x', steps: [] })),
      {
        code: 'conflict',
      },
    );
  });

  it('say what is wrong with one value, and nothing about one that may be left out', async () => {
    write('t.yaml', [
      'goal: "{{a}} {{b}}"',
      'parameters: { a: { type: text, min: 3, pattern: "[a-z]+" }, b: { type: number, default: 3 } }',
    ]);
    const check = (name: string, value: unknown) => templates().checkValue('t', name, value);
    assert.equal(await check('a', 'ab'), '"a" must have at least 3 characters.');
    assert.equal(await check('a', 'ABC'), '"a" must match the pattern [a-z]+.');
    assert.equal(await check('a', null), '"a" is needed.');
    assert.equal(await check('a', 'abc'), undefined);
    assert.equal(await check('b', null), undefined);
    assert.equal(await check('b', 'x'), '"b" must be a number.');
    assert.equal(await check('c', 'x'), 'The template has no parameter "c".');
    await assert.rejects(templates().checkValue('nowhere', 'a', 1), { code: 'not_found' });
  });
});
