import assert from 'node:assert/strict';
import { readYaml, writeYaml } from '../../../src/workspace/yaml/yamlText';

/** The first error, as `line:column message`. */
function firstError(text: string): string {
  const { data, problems } = readYaml(text);
  assert.equal(data, undefined);
  const error = problems.find(({ severity }) => severity === 'error');
  assert.ok(error, 'there is a problem');
  return `${error.place.line}:${error.place.column} ${error.message}`;
}

describe('R4 YAML that people write', () => {
  it('is read with the place of every field', () => {
    const yaml = readYaml('# roles\nreviewer:\n  approach:\n    - read\n    - 5\n  expertise:\n');
    assert.deepEqual(yaml.data, { reviewer: { approach: ['read', 5], expertise: null } });
    const at = (path: (string | number)[], part: 'key' | 'value' = 'value') => {
      const { line, column, endColumn } = yaml.locate(path, part);
      return `${line}:${column}-${endColumn}`;
    };
    assert.equal(at(['reviewer', 'approach', 1]), '5:7-8');
    assert.equal(at(['reviewer', 'approach']), '3:3-11');
    assert.equal(at(['reviewer', 'expertise']), '6:3-12');
    assert.equal(at(['reviewer', 'role_definition']), '2:1-9', 'what is missing is shown where it should be');
    assert.equal(at(['reviewer'], 'key'), '2:1-9');
  });

  it('has the same places with a byte order mark and with line ends of Windows', () => {
    const yaml = readYaml('\uFEFFa:\r\n  b: 1\r\n  c: 2\r\n');
    assert.deepEqual(yaml.data, { a: { b: 1, c: 2 } });
    assert.deepEqual(yaml.locate(['a', 'c'], 'value'), { line: 3, column: 6, endLine: 3, endColumn: 7 });
  });

  for (const [what, text, expected] of [
    ['a key that is there twice', 'a: 1\nb: 2\na: 3\n', /^3:1 /],
    ['a tab as indentation', 'a:\n\tb: 1\n', /^2:1 /],
    ['an alias', 'a: &x [1]\nb: *x\n', /^2:4 Aliases/],
    ['a merge', 'a: &x {c: 1}\nb:\n  <<: *x\n', /^3:7 Aliases/],
    ['several documents', 'a: 1\n---\nb: 2\n', /^2:1 /],
    ['a bracket that stays open', 'a: [1,\n', /^\d+:\d+ /],
    ['a key that is a list', 'a: 1\n? [b, c]\n: 2\n', /^2:3 /],
    ['nesting without end', '['.repeat(50_000), /^1:\d+ The text is nested/],
    ['nesting by dashes in one line', `${'- '.repeat(50_000)}a`, /^1:401 The text is nested/],
    [
      'nesting by columns',
      Array.from({ length: 1_000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'),
      /^402:401 The text/,
    ],
    ['nesting that only just parses', `${'{a: '.repeat(100)}1${'}'.repeat(100)}`, /nested more than 40/],
  ] as const) {
    it(`names the line of ${what}`, () => assert.match(firstError(text), expected));
  }

  it('does not unfold aliases that stand for millions of lines', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `l${i}: &l${i} [${`*l${i - 1}, `.repeat(i === 0 ? 0 : 9)}1]`);
    assert.match(firstError(levels.join('\n')), /^2:\d+ Aliases/);
  });

  it('warns of a tag that means nothing and still reads the rest', () => {
    const { data, problems } = readYaml('a: !!js/function "x"\nb: 1\n');
    assert.deepEqual(data, { a: 'x', b: 1 });
    assert.deepEqual(
      problems.map(({ severity, place }) => [severity, place.line]),
      [['warning', 1]],
    );
  });

  it('keeps a key named __proto__ from touching anything', () => {
    const { data } = readYaml('__proto__:\n  polluted: yes\n');
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    assert.equal((data as Record<string, unknown>)['polluted'], undefined);
  });

  it('is written such that it reads back the same', () => {
    const data = { a: 'one\ntwo\n', b: ['yes', '1', '', ' # x', 'c: d'], c: { d: 'x '.repeat(120) } };
    assert.deepEqual(readYaml(writeYaml(data)).data, data);
  });
});
