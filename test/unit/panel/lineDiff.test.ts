import assert from 'node:assert/strict';
import { lineDiff } from '../../../webview-ui/task/lineDiff';

const SIGNS = { added: '+', removed: '-', same: ' ' } as const;

const shown = (before: string, after: string): string[] | undefined =>
  lineDiff(before, after)?.map((part) =>
    part.kind === 'skipped' ? `… ${part.count}` : `${SIGNS[part.kind]}${part.text}`,
  );

describe('Y4 what changed between two versions', () => {
  it('is shown line by line, with a few lines around it', () => {
    const lines = Array.from({ length: 20 }, (_, at) => `line ${at}`);
    const changed = lines.with(10, 'another line');
    assert.deepEqual(shown(lines.join('\n'), changed.join('\n')), [
      '… 7',
      ' line 7',
      ' line 8',
      ' line 9',
      '-line 10',
      '+another line',
      ' line 11',
      ' line 12',
      ' line 13',
      '… 6',
    ]);
  });

  it('does not see a difference in how lines or the text end', () => {
    assert.deepEqual(shown('a\r\nb\n', 'a\nb'), ['… 2']);
  });

  it('is given up where two texts have too little in common', () => {
    const text = (word: string) => Array.from({ length: 5_000 }, (_, at) => `${word} ${at}`).join('\n');
    assert.equal(shown(text('before'), text('after')), undefined);
  });
});
