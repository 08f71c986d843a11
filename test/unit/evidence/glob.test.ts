import assert from 'node:assert/strict';
import { parseGlob } from '../../../src/domain/evidence/glob';

const matches = (glob: string, path: string): boolean => {
  const parsed = parseGlob(glob);
  assert.ok(parsed, glob);
  return parsed.matches(path);
};

describe('F13, G7 globs of a plan', () => {
  const found: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['src/*.ts', ['src/a.ts', 'src/.a.ts', 'src/.ts'], ['src/a/b.ts', 'src/a.tsx', 'lib/a.ts']],
    ['src/**', ['src/a', 'src/a/b.ts', 'src'], ['srcs/a', 'lib/src/a']],
    ['src/**/*.test.ts', ['src/a.test.ts', 'src/a/b/c.test.ts'], ['src/a.ts', 'a.test.ts']],
    ['**/*.yml', ['a.yml', '.github/w.yml'], ['a.yaml']],
    ['**', ['a', 'a/b'], []],
    ['*', ['a'], ['a/b']],
    ['a?.ts', ['ab.ts'], ['a.ts', 'a/.ts']],
    ['a**b.ts', ['ab.ts', 'axxb.ts'], ['a/b.ts']],
    ['{src,docs}/**', ['src/a', 'docs/b/c'], ['lib/a']],
    ['src/{a,{b,c}/d}.ts', ['src/a.ts', 'src/b/d.ts', 'src/c/d.ts'], ['src/b.ts']],
    ['part{1..3}.txt', ['part1.txt', 'part3.txt'], ['part4.txt', 'part{1..3}x.txt']],
    ['[a-c]x[!0-9]', ['axz', 'cxy'], ['dxz', 'ax1', 'ax/']],
    ['@(a|b).ts', ['a.ts', 'b.ts'], ['c.ts', 'ab.ts']],
    ['+(ab).ts', ['ab.ts', 'abab.ts'], ['.ts', 'aba.ts']],
    ['?(a)b', ['b', 'ab'], ['aab']],
    ['src/*/', ['src/a/b', 'src/a'], ['src']],
    ['./src/*.ts', ['src/a.ts'], []],
    ['src\\*.ts', ['src/a.ts'], []],
    ['app/[id]/page.tsx', ['app/[id]/page.tsx', 'app/i/page.tsx'], ['app/x/page.tsx']],
    ['app/(group)/*.tsx', ['app/(group)/a.tsx'], ['app/group/a.tsx']],
    ['app/(group)', ['app/(group)/a.tsx', 'app/(group)'], ['app/group']],
    ['a{b', ['a{b'], ['ab']],
    ['a[b', ['a[b'], ['ab']],
    ['ünï/*.文', ['ünï/a.文'], ['uni/a.文']],
  ];
  for (const [glob, good, bad] of found) {
    it(`are found by ${glob}`, () => {
      for (const path of good) assert.ok(matches(glob, path), path);
      for (const path of bad) assert.ok(!matches(glob, path), path);
    });
  }

  it('that cannot be read, or lead outside, are none', () => {
    for (const glob of ['../**', '/etc/*', 'a/../../*', '**/../x', '/**', '!(a)*', '!src/*', `${'x'.repeat(501)}*`])
      assert.equal(parseGlob(glob), undefined, glob);
    assert.equal(parseGlob('{1..99999}'), undefined);
    assert.equal(parseGlob(`${'{a,'.repeat(20)}b${'}'.repeat(20)}`), undefined);
  });

  const hostile = [
    '*a*a*a*a*a*a*a*a*a*a*b',
    `${'*a'.repeat(240)}b`,
    `${'**/'.repeat(160)}b`,
    `${'{a,aa}'.repeat(80)}b`,
    `${'+(a)'.repeat(100)}b`,
    '+(+(+(a)))b',
    '*(*(a|aa)|a*)b',
    `${'?(a)'.repeat(60)}${'a'.repeat(60)}b`,
    `${'[a-z]*'.repeat(80)}1`,
  ];
  for (const glob of hostile) {
    it(`take no longer than their length allows: ${glob.slice(0, 30)}`, () => {
      const began = performance.now();
      for (const path of [`${'a'.repeat(60)}.txt`, 'a'.repeat(255), 'a/'.repeat(500)]) assert.ok(!matches(glob, path));
      // Quadratic at worst, which is milliseconds; tried one after the other the ways would take for ever.
      assert.ok(performance.now() - began < 2_000);
    });
  }
});
