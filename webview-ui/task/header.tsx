import type { Progress, TaskView } from '../../src/shared/taskPanel/view';
import { Menu } from './menu';
import { useNarrow } from './narrow';
import { usePage, useText } from './page';
import { ActButton, Icon, IconButton, LinkButton, Offered, StandingMark } from './parts';

/** What the task is, where it hangs, how it stands, and what can be done with it. */
export function Header({ view }: { view: TaskView }) {
  const { does } = usePage();
  const text = useText();
  const { title, standing, facts, id, offers, progress, readOnly, needs } = view;
  const isNarrow = useNarrow();
  const inCards = needs.flatMap((card) => (card.kind === 'stopped' ? card.acts : []));
  // A card that asks for it has the button.
  const buttons = offers
    .filter(({ act, first }) => first && !inCards.includes(act))
    .map(({ act, label, icon }) => (
      <ActButton
        key={act}
        look={act === 'addStep' ? 'secondary' : 'primary'}
        onClick={() => void does({ ask: 'act', act })}
      >
        <Icon name={icon} /> {label}
      </ActButton>
    ));
  return (
    <header>
      <Path view={view} />
      <div class="title-line">
        <h1 tabIndex={-1}>{title}</h1>
        <div class="actions">
          {!isNarrow && buttons}
          <Menu
            label={text('moreActions')}
            offers={offers.filter(({ first, group }) => !first && group > 0)}
            onChoose={(act) => void does({ ask: 'act', act })}
          />
        </div>
      </div>
      <div class="facts">
        <StandingMark standing={standing} />
        {/* A card says it already. */}
        {!needs.some(({ kind }) => kind === 'stopped') && <Offered act="doubt" offers={offers} />}
        {facts.map((fact) => (
          <span key={fact} class="fact">
            {fact}
          </span>
        ))}
        <span class="fact id">
          <code>{id}</code>
          <IconButton asks icon="copy" label={text('copyId')} onClick={() => void does({ ask: 'copyId' })} />
        </span>
      </div>
      {isNarrow && buttons.length > 0 && <div class="buttons">{buttons}</div>}
      {progress && <ProgressBar {...progress} />}
      {readOnly && (
        <p class="quiet">
          <Icon name="lock" /> {text('readOnly')}{' '}
          <LinkButton onClick={() => void does({ ask: 'manageTrust' })}>{text('manageTrust')}</LinkButton>
        </p>
      )}
    </header>
  );
}

function Path({ view: { path, folderName } }: { view: TaskView }) {
  const { does } = usePage();
  const text = useText();
  if (path.length === 0 && folderName === null) return null;
  return (
    <nav aria-label={text('path')}>
      <ol class="path">
        {folderName !== null && <li>{folderName}</li>}
        {path.map(({ id, title }) => (
          <li key={id}>
            <LinkButton onClick={() => void does({ ask: 'openTask', task: id })}>{title}</LinkButton>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function ProgressBar({ done, total, words }: Progress) {
  return (
    <div class="progress">
      <div
        class="bar"
        role="progressbar"
        aria-label={words}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
      >
        <div class="done" style={{ width: `${(done / total) * 100}%` }} />
      </div>
      <span class="quiet">{words}</span>
    </div>
  );
}
