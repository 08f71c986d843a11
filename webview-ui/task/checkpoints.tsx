import { useState } from 'preact/hooks';
import type { CheckpointRow, TaskView } from '../../src/shared/taskPanel/view';
import { useOpener } from './focus';
import { ask, kept } from './host';
import { usePage, useText } from './page';
import { usePages } from './pages';
import { Ago, Details, LinkButton, Part, ShowMore } from './parts';
import { Writing } from './writing';

/** More than these would push away what stands below them. */
const FIRST = 6;

/** Where the task has been, the newest first; each can be compared with and gone back to. */
export function Checkpoints({ view }: { view: TaskView }) {
  const { does, texts } = usePage();
  const [names, setNames] = useState(kept().drafts.checkpoint !== undefined);
  const opener = useOpener<HTMLButtonElement>(names);
  const { rows, more, busy } = usePages(
    view.checkpoints,
    ({ seq }) => seq,
    (before) => ask({ ask: 'checkpoints', before }),
  );
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, FIRST);
  const canRestore = !view.readOnly && view.overview.childCount === 0;
  const tools = !view.readOnly && !names && (
    <button type="button" class="link" ref={opener} onClick={() => setNames(true)}>
      {texts.saveCheckpoint}
    </button>
  );
  return (
    <Part title={texts.checkpoints} tools={tools}>
      {names && (
        <Writing
          draft="checkpoint"
          label={texts.checkpointName}
          send={texts.save}
          needed={texts.checkpointName}
          lines={1}
          most={100}
          onSend={(name) => does({ ask: 'saveCheckpoint', name })}
          onClose={() => setNames(false)}
        />
      )}
      {rows.length === 0 && <p class="quiet">{texts.noCheckpoints}</p>}
      <ol class="marks" reversed>
        {shown.map((checkpoint, index) => (
          <li key={checkpoint.seq}>
            <Checkpoint checkpoint={checkpoint} previous={rows[index + 1]?.seq} canRestore={canRestore} />
          </li>
        ))}
      </ol>
      {shown.length < rows.length ? (
        <ShowMore busy={false} onClick={() => setAll(true)} />
      ) : (
        more && <ShowMore busy={busy} onClick={more} />
      )}
    </Part>
  );
}

/** What it holds and what can be done with it are there once it is opened. */
function Checkpoint(props: { checkpoint: CheckpointRow; previous: number | undefined; canRestore: boolean }) {
  const { checkpoint, previous, canRestore } = props;
  const { seq, name, state, by, at, holds } = checkpoint;
  const { does } = usePage();
  const text = useText();
  return (
    <details class="mark">
      <summary>
        <span class="mark-name">{name}</span>
        <span class="quiet">
          {state} · <span class="whole">{by}</span> · <Ago at={at} />
        </span>
      </summary>
      {holds.length === 0 ? <p class="quiet">{text('holdsNothing')}</p> : <Details details={holds} />}
      <div class="buttons" role="group" aria-label={name}>
        {previous !== undefined && (
          <LinkButton onClick={() => void does({ ask: 'compareCheckpoints', from: previous, to: seq })}>
            {text('compareWithPrevious')}
          </LinkButton>
        )}
        <LinkButton onClick={() => void does({ ask: 'compareCheckpoints', from: seq })}>
          {text('compareWithNow')}
        </LinkButton>
        {canRestore && (
          <LinkButton onClick={() => void does({ ask: 'restoreCheckpoint', seq })}>{text('restore')}</LinkButton>
        )}
      </div>
    </details>
  );
}
