import { useMemo } from 'preact/hooks';
import { lineDiff, type DiffPart } from './lineDiff';
import { useText } from './page';
import { Prose } from './prose';

/** What changed between two versions of a text, line by line. */
export function Diff({ before, after }: { before: string; after: string }) {
  const text = useText();
  const parts = useMemo(() => lineDiff(before, after), [before, after]);
  if (!parts) {
    return (
      <>
        <p class="quiet">{text('tooDifferent')}</p>
        <Prose text={after} />
      </>
    );
  }
  if (parts.every(({ kind }) => kind === 'same' || kind === 'skipped')) return <p class="quiet">{text('noChanges')}</p>;
  return (
    <div class="diff">
      {parts.map((part, at) => (
        <Line key={at} part={part} />
      ))}
    </div>
  );
}

const SIGNS = { added: '+', removed: '−', same: '' } as const;

function Line({ part }: { part: DiffPart }) {
  const text = useText();
  if (part.kind === 'skipped') {
    return (
      <div class="line skipped">
        {part.count === 1 ? text('unchangedLine') : text('unchangedLines', { count: part.count })}
      </div>
    );
  }
  return (
    <div class={`line ${part.kind}`}>
      <span class="sign" aria-hidden="true">
        {SIGNS[part.kind]}
      </span>
      {part.kind !== 'same' && <span class="spoken">{text(part.kind)}: </span>}
      <span class="said">{part.text}</span>
    </div>
  );
}
