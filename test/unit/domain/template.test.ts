import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fieldName } from '../../../src/domain/source/mistake';
import { fillTemplate } from '../../../src/domain/template/fill';
import { templateFromPlan } from '../../../src/domain/template/fromPlan';
import { repeatedPhrases } from '../../../src/domain/template/phrases';
import { keyOf, type Plan, type PlanStep } from '../../../src/domain/template/plan';
import { template } from '../../../src/domain/template/template';
import { matchesWithin } from '../../../src/workspace/templates/matchesWithin';

const fill = (source: unknown, given: Readonly<Record<string, unknown>> = {}) =>
  fillTemplate(template.parse(source), given, matchesWithin);

function planOf(source: unknown, given: Readonly<Record<string, unknown>> = {}): Plan {
  const filled = fill(source, given);
  assert.ok('plan' in filled, filled.mistakes.map(({ message }) => message).join(' '));
  return filled.plan;
}

const mistakesOf = (source: unknown, given: Readonly<Record<string, unknown>> = {}) =>
  fill(source, given).mistakes.map(({ path, message }) => `${fieldName(path)}: ${message}`);

describe('R10 filling in a template', () => {
  it('puts values into every text and leaves foreign braces alone', () => {
    const plan = planOf(
      {
        parameters: {
          name: { type: 'text' },
          count: { type: 'number' },
          areas: { type: 'list' },
          deep: { type: 'yes_no' },
          where: { type: 'path' },
        },
        goal: 'Build {{name}}',
        context: '{{count}} in {{ areas }}, deep: {{deep}}',
        stream: '{{name}}s',
        approval: 'plan',
        steps: [
          {
            key: 'a',
            title: 'Make {{name}}',
            description: '\\{{name}} is {{name}}',
            role: 'implementer',
            files: ['{{where}}/**', '{{areas}}'],
            checks: ["docker ps --format '{{.Names}}' {{name}}"],
          },
        ],
      },
      { name: '{{count}}', count: '3', areas: ['x', 'y'], deep: 'yes', where: 'src' },
    );
    assert.deepEqual(plan, {
      goal: 'Build {{count}}',
      context: '3 in x, y, deep: yes',
      stream: '{{count}}s',
      approval: 'plan',
      steps: [
        {
          key: 'a',
          title: 'Make {{count}}',
          description: '{{name}} is {{count}}',
          role: 'implementer',
          files: ['src/**', 'x', 'y'],
          checks: ["docker ps --format '{{.Names}}' {{count}}"],
        },
      ],
    });
  });

  it('names all mistakes in the values at once', () => {
    const parameters = {
      name: { type: 'text', pattern: '[a-z]+', max: 5 },
      line: { type: 'text' },
      count: { type: 'number', min: 1, max: 3, whole: true },
      kind: { type: 'choice', choices: ['api', 'ui'] },
      where: { type: 'path' },
      many: { type: 'list', min: 2, items: 'path' },
      deep: { type: 'yes_no' },
      rest: { type: 'text', required: false },
      usual: { type: 'number', default: 4 },
    };
    const given = {
      name: 'A',
      line: 'a\nb',
      count: 2.5,
      kind: 'cli',
      where: '../x',
      many: ['a', '/b'],
      deep: 1,
      usal: 1,
    };
    assert.deepEqual(mistakesOf({ parameters, goal: 'x' }, given), [
      'usal: The template has no parameter "usal"; did you mean "usual"?',
      'name: "name" must match the pattern [a-z]+.',
      'line: "line" must be a single line.',
      'count: "count" must be a whole number.',
      'kind: "kind" must be one of api, ui.',
      'where: "where" must be a path inside the workspace folder, with forward slashes and without "..".',
      'many: "many" has a wrong entry 2: it must be a path inside the workspace folder, with forward slashes and without "..".',
      'deep: "deep" must be true or false.',
    ]);
    assert.deepEqual(mistakesOf({ parameters: { a: { type: 'text' }, b: { type: 'list' } }, goal: 'x' }), [
      'a: "a" is needed.',
      'b: "b" is needed.',
    ]);
  });

  it('does not hang on a pattern that takes for ever', () => {
    const parameters = { name: { type: 'text', pattern: '(a+)+' } };
    assert.equal(mistakesOf({ parameters, goal: 'x' }, { name: `${'a'.repeat(60)}b` }).length, 1);
  });

  it('names what does not fit once values are in it', () => {
    const source = {
      parameters: { name: { type: 'text', required: false } },
      goal: '{{name}}',
      steps: [{ key: 'a', title: '{{name}}' }],
    };
    assert.deepEqual(mistakesOf(source), ['goal: Filled in, "goal" is empty.', 'title: Filled in, "title" is empty.']);
    const long = mistakesOf(
      { parameters: { name: { type: 'text' } }, goal: 'x', steps: [{ key: 'a', title: '{{name}}{{name}}' }] },
      { name: 'x'.repeat(200) },
    );
    assert.deepEqual(long, ['title: Filled in, "title" has more than 300 characters.']);
    const outside = mistakesOf(
      { parameters: { up: { type: 'text' } }, goal: 'x', steps: [{ key: 'a', title: 'x', files: ['{{up}}/x'] }] },
      { up: '..' },
    );
    assert.deepEqual(outside, ['files[1]: Filled in, "../x" is not inside the workspace folder.']);
  });
});

describe('R11 conditional and repeated steps', () => {
  const orders = (steps: readonly PlanStep[]): string[] =>
    steps.flatMap(({ key, after = [], steps: inner = [] }) => [
      `${key}<${after.map(keyOf).join(',')}`,
      ...orders(inner),
    ]);

  const parameters = {
    tests: { type: 'yes_no' },
    kind: { type: 'choice', choices: ['api', 'ui'], default: 'api' },
    parts: { type: 'list', default: ['x', 'y'] },
  };

  it('are left out when their condition does not hold, and the order of the rest stays', () => {
    const source = {
      parameters,
      goal: 'x',
      steps: [
        { key: 'a', title: 'a' },
        { key: 'b', title: 'b', after: ['a'], when: 'tests', steps: [{ key: 'inner', title: 'inner' }] },
        { key: 'c', title: 'c', after: ['b'] },
        { key: 'd', title: 'd', after: ['inner'], when: 'kind is api' },
        { key: 'e', title: 'e', when: 'kind is not api' },
        { key: 'f', title: 'f', when: 'not tests' },
      ],
    };
    assert.deepEqual(orders(planOf(source, { tests: true }).steps), ['a<', 'b<a', 'inner<', 'c<b', 'd<inner']);
    assert.deepEqual(orders(planOf(source, { kind: 'ui' }).steps), ['a<', 'c<a', 'e<', 'f<']);
    assert.deepEqual(orders(planOf(source).steps), ['a<', 'c<a', 'd<a', 'f<']);
  });

  it('are made once an entry, and inside it wait for their own', () => {
    const source = {
      parameters,
      goal: 'x',
      steps: [
        {
          key: 'part',
          title: '{{part}}',
          for_each: 'parts',
          as: 'part',
          steps: [
            { key: 'make', title: 'Make {{part}}' },
            { key: 'test', title: 'Test {{part}}', after: ['make'], when: 'part is not y' },
            { key: 'ship', title: 'Ship {{part}}', after: ['test'] },
          ],
        },
        { key: 'end', title: 'end', after: ['ship'] },
      ],
    };
    const plan = planOf(source);
    assert.deepEqual(orders(plan.steps), [
      ...['part-1<', 'make-1<', 'test-1<make-1', 'ship-1<test-1'],
      ...['part-2<', 'make-2<', 'ship-2<make-2'],
      'end<ship-1,ship-2',
    ]);
    assert.equal(plan.steps[1]?.steps?.[0]?.title, 'Make y');
    assert.deepEqual(orders(planOf(source, { parts: [] }).steps), ['end<']);
  });

  it('are refused when there would be too many, or two with one key', () => {
    const list = { type: 'list', default: Array.from({ length: 200 }, (_, index) => `${index}`) };
    const inner = { key: 'b', title: 'b', for_each: 'list', as: 'second' };
    assert.deepEqual(
      mistakesOf({
        parameters: { list },
        goal: 'x',
        steps: [{ key: 'a', title: 'a', for_each: 'list', steps: [inner] }],
      }),
      ['steps: There would be more than 1000 steps.'],
    );
    const steps = [
      { key: 'a', title: 'a', for_each: 'parts' },
      { key: 'a-1', title: 'a' },
    ];
    assert.deepEqual(mistakesOf({ parameters, goal: 'x', steps }), [
      'key: Filled in, there are two steps with the key "a-1".',
    ]);
  });

  it('that are left out in hundreds and name each other are passed over quickly', () => {
    const steps = Array.from({ length: 150 }, (_, index) => ({
      key: `s${index}`,
      title: 'x',
      when: 'tests',
      after: [`s${index - 1}`, `s${index - 2}`].slice(0, index),
    }));
    const last = { key: 'last', title: 'last', after: ['s149'] };
    assert.deepEqual(orders(planOf({ parameters, goal: 'x', steps: [...steps, last] }).steps), ['last<']);
  });
});

describe('R12 a template made of a plan', () => {
  it('gives the same plan again, whatever braces and backslashes are in it', () => {
    const text = fc
      .array(fc.constantFrom('{{name}}', '{{ a }}', '\\', '{{', '}}', '{', 'x', ' y'), { minLength: 1, maxLength: 8 })
      .map((parts) => `t${parts.join('')}t`);
    fc.assert(
      fc.property(text, text, text, (goal, description, check) => {
        const plan: Plan = {
          goal,
          context: description,
          approval: 'both',
          steps: [
            { key: 'a', title: goal, description, steps: [{ key: 'b', title: description, checks: [check] }] },
            { key: 'c', title: check, after: ['a'], role: 'tester' },
          ],
        };
        assert.deepEqual(planOf(templateFromPlan(plan)), plan);
      }),
    );
  });

  it('gives the same plan again when words of it became parameters', () => {
    const part = fc.constantFrom(
      'export',
      'export table',
      'table',
      '{{',
      '}}',
      '\\',
      ' ',
      'exports',
      '{{export}}',
      '/',
    );
    const text = fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => `t ${parts.join('')} t`);
    fc.assert(
      fc.property(text, text, text, (goal, description, check) => {
        const plan: Plan = {
          goal,
          context: description,
          steps: [{ key: 'a', title: goal, description, checks: [check], steps: [{ key: 'b', title: check }] }],
        };
        const words = [
          { parameter: 'what', text: 'export' },
          { parameter: 'both', text: 'export table' },
          { parameter: 'unused', text: 'nowhere' },
        ];
        const values = Object.fromEntries(words.map((word) => [word.parameter, word.text]));
        assert.deepEqual(planOf(templateFromPlan(plan, {}, words), values), plan);
      }),
    );
  });

  it('puts a parameter wherever its words stand as words', () => {
    const plan: Plan = {
      goal: 'Let people export tables',
      steps: [
        { key: 'a', title: 'Design how people export tables', files: ['src/tables/**'] },
        { key: 'b', title: 'Undo the exportation', after: [{ task: 'a', kind: 'data', policy: 'skip' }] },
      ],
    };
    const source = templateFromPlan(plan, { name: 'X' }, [
      { parameter: 'act', text: 'export' },
      { parameter: 'thing', text: 'tables' },
    ]);
    assert.deepEqual(source, {
      name: 'X',
      parameters: {
        act: { type: 'text', description: 'For example: export' },
        thing: { type: 'text', description: 'For example: tables' },
      },
      goal: 'Let people {{act}} {{thing}}',
      steps: [
        { key: 'a', title: 'Design how people {{act}} {{thing}}', files: ['src/{{thing}}/**'] },
        { key: 'b', title: 'Undo the exportation', after: [{ task: 'a', kind: 'data', policy: 'skip' }] },
      ],
    });
    assert.deepEqual(repeatedPhrases(plan, 5), ['people export tables', 'tables']);
  });

  it('keeps what kind of gate holds a step back, also where a step between was left out', () => {
    const plan = planOf({
      parameters: { tests: { type: 'yes_no' } },
      goal: 'x',
      priority: 'high',
      steps: [
        { key: 'a', title: 'a', labels: ['l'], effort: 'S', stages: ['review'] },
        { key: 'b', title: 'b', when: 'tests', after: [{ task: 'a', kind: 'approval' }] },
        { key: 'c', title: 'c', after: ['b'] },
      ],
    });
    assert.equal(plan.priority, 'high');
    assert.deepEqual(plan.steps, [
      { key: 'a', title: 'a', labels: ['l'], effort: 'S', stages: ['review'] },
      { key: 'c', title: 'c', after: [{ task: 'a', kind: 'approval' }] },
    ]);
  });
});
