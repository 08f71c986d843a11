import { useEffect, useRef, useState } from 'preact/hooks';
import type { Approval, Needs, Offer, Stopped } from '../../src/shared/taskPanel/view';
import { Diff } from './diff';
import { useOpener } from './focus';
import { kept } from './host';
import { usePage, useText } from './page';
import { ActButton, Ago, Details, Icon } from './parts';
import { Prose, Remark } from './prose';
import { useVersion } from './versions';
import { Writing } from './writing';

/** The same card is drawn on, whatever version it is about; another one is another. */
export const cardKey = (needs: Needs): string => (needs.kind === 'approval' ? needs.subject : needs.icon);

/** What a person is to do or to decide now. It is there only then. */
export function NeedsCard(props: { needs: Needs; offers: readonly Offer[]; readOnly: boolean }) {
  const { needs, offers, readOnly } = props;
  const text = useText();
  return (
    <section class="needs" aria-label={text('needsYou')}>
      {needs.kind === 'approval' ? (
        <ApprovalCard approval={needs} readOnly={readOnly} />
      ) : (
        <StoppedCard stopped={needs} offers={offers} />
      )}
    </section>
  );
}

function StoppedCard({ stopped, offers }: { stopped: Stopped; offers: readonly Offer[] }) {
  const { does } = usePage();
  const text = useText();
  const { icon, color, heading, text: said, details, next, acts } = stopped;
  const offered = acts.flatMap((act) => offers.find((offer) => offer.act === act) ?? []);
  return (
    <>
      <h2>
        <Icon name={icon} color={color} /> {heading}
      </h2>
      {said !== '' && <Prose text={said} />}
      <Details details={details} />
      {next !== '' && (
        <p>
          <strong>{text('next')}:</strong> {next}
        </p>
      )}
      {offered.length > 0 && (
        <div class="buttons">
          {offered.map(({ act, label }, at) => (
            <ActButton
              key={act}
              look={at === 0 ? 'primary' : 'secondary'}
              onClick={() => void does({ ask: 'act', act })}
            >
              {label}
            </ActButton>
          ))}
        </div>
      )}
    </>
  );
}

function ApprovalCard({ approval, readOnly }: { approval: Approval; readOnly: boolean }) {
  const text = useText();
  const { subject, version, comparisons, heading, by, at, lastRejection, details } = approval;
  const [chosen, setChosen] = useState<number | 'whole' | undefined>(undefined);
  const against =
    chosen === 'whole' ? null : (comparisons.find((each) => each.version === chosen) ?? comparisons[0] ?? null);
  const body = useVersion(subject, version);
  const before = useVersion(subject, against?.version ?? null);
  const [offered, setOffered] = useState(version);
  return (
    <>
      <h2>
        <Icon name="bell-dot" /> {heading}
      </h2>
      <p class="quiet">
        {by} · <Ago at={at} />
      </p>
      {lastRejection !== null && (
        <div>
          <strong>{text('lastRejection')}:</strong> {lastRejection.by}: <Remark text={lastRejection.reason} />
        </div>
      )}
      {comparisons.length > 0 && (
        <div class="choice" role="group" aria-label={heading}>
          {comparisons.map((each) => (
            <button
              key={each.version}
              type="button"
              aria-pressed={each === against}
              onClick={() => setChosen(each.version)}
            >
              {text('changesSince', { version: each.version, verdict: each.words })}
            </button>
          ))}
          <button type="button" aria-pressed={against === null} onClick={() => setChosen('whole')}>
            {text('wholeText')}
          </button>
        </div>
      )}
      <div class="shown-thing">
        {body === undefined || (against !== null && before === undefined) ? (
          <p class="quiet">{text('loading')}</p>
        ) : before === undefined ? (
          <Prose text={body} />
        ) : (
          <Diff before={before} after={body} />
        )}
      </div>
      <Details details={details} />
      {!readOnly &&
        (version === offered ? (
          <Verdict version={version} seen={body !== undefined} />
        ) : (
          <Newer version={version} onLook={() => setOffered(version)} />
        ))}
    </>
  );
}

/**
 * Another version has taken the place of the one that somebody reads: a key or a click that was on its way to a verdict on that
 * one is no verdict on this one.
 */
function Newer({ version, onLook }: { version: number; onLook: () => void }) {
  const text = useText();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // What had the keyboard is gone.
    if (document.activeElement === document.body && document.hasFocus()) button.current?.focus();
  }, []);
  return (
    <>
      <p role="alert">{text('newerVersion', { version })}</p>
      <div class="buttons verdict">
        <button type="button" class="primary" ref={button} onClick={onLook}>
          {text('decideOnNewer', { version })}
        </button>
      </div>
    </>
  );
}

/** A verdict is about the version that stands above it; until that is there, there is nothing to decide on. */
function Verdict({ version, seen }: { version: number; seen: boolean }) {
  const { does, texts } = usePage();
  const [rejects, setRejects] = useState(kept().drafts.rejection !== undefined);
  const [busy, setBusy] = useState(false);
  const opener = useOpener<HTMLButtonElement>(rejects);
  if (rejects) {
    return (
      <Writing
        draft="rejection"
        label={texts.reasonLabel}
        send={texts.rejectNow}
        needed={texts.reasonNeeded}
        lines={3}
        most={2_000}
        onSend={(reason) => does({ ask: 'reject', version, reason }, texts.rejected)}
        onClose={() => setRejects(false)}
      />
    );
  }
  const approve = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    await does({ ask: 'approve', version }, texts.approved);
    setBusy(false);
  };
  return (
    <div class="buttons verdict">
      <ActButton disabled={!seen} busy={busy} onClick={() => void approve()}>
        <Icon name="check" /> {texts.approve}
      </ActButton>
      <ActButton look="secondary" opener={opener} disabled={!seen} onClick={() => setRejects(true)}>
        {texts.reject}
      </ActButton>
    </div>
  );
}
