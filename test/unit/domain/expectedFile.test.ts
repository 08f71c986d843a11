import assert from 'node:assert/strict';
import { problemWithExpectedFile } from '../../../src/domain/evidence/expectedFile';

describe('F1 files that a task is going to change', () => {
  it('lie in the workspace folder, by their path or by a pattern', () => {
    for (const file of [
      'src/a.ts',
      './src/',
      'src/**/*.ts',
      '**',
      'app/[id]/page.tsx',
      '*.{js,ts}',
      '文件 名.ts',
      '👩‍💻.md',
    ])
      assert.equal(problemWithExpectedFile(file), undefined, file);
    for (const file of ['../../etc/passwd', '/etc/hosts', '/etc/*', 'a/../../*.ts', 'C:\\x', '~/x', '.', '.git/config'])
      assert.equal(problemWithExpectedFile(file), 'elsewhere', file);
  });

  it('are named as they are read', () => {
    for (const file of ['src/a\u202eb.ts', 'a\u200b.ts', 'a\nb', '\u2066*.ts'])
      assert.equal(problemWithExpectedFile(file), 'hidden', file);
  });
});
