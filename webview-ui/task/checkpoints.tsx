import { useState } from 'preact/hooks';
import type { TaskView } from '../../src/shared/taskPanel/view';
import { useOpener } from './focus';
import { ask, kept } from './host';
import { usePage, useText } from './page';
import { usePages } from './pages';
import { Ago, IconButton, Part, ShowMore } from './parts';
import { Writing } from './writing';

/** More than these would push away what stands below them. */
const FIRST = 6;

/** Where the task has been, the newest first; each can be compared with and gone back to. */
export function Checkpoints({ view }: { view: TaskView }) {
  const { does, texts } = usePage();
  const text = useText();
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
        {shown.map(({ seq, name, state, by, at }, index) => {
          const previous = rows[index + 1]?.seq;
          return (
            <li key={seq}>
              <span class="mark-name">{name}</span>
              <span class="quiet">
                {state} · {by} · <Ago at={at} />
              </span>
              <span class="row-tools" role="group" aria-label={name}>
                {previous !== undefined && (
                  <IconButton
                    icon="diff"
                    label={`${text('compareWithPrevious')}: ${name}`}
                    onClick={() => void does({ ask: 'compareCheckpoints', from: previous, to: seq })}
                  />
                )}
                <IconButton
                  icon="git-compare"
                  label={`${text('compareWithNow')}: ${name}`}
                  onClick={() => void does({ ask: 'compareCheckpoints', from: seq })}
                />
                {canRestore && (
                  <IconButton
                    icon="history"
                    label={`${text('restore')} ${name}`}
                    onClick={() => void does({ ask: 'restoreCheckpoint', seq })}
                  />
                )}
              </span>
            </li>
          );
        })}
      </ol>
      {shown.length < rows.length ? (
        <ShowMore busy={false} onClick={() => setAll(true)} />
      ) : (
        more && <ShowMore busy={busy} onClick={more} />
      )}
    </Part>
  );
}
