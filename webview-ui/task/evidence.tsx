import type { Act } from '../../src/shared/taskPanel/messages';
import type { CheckLine, Evidence, EvidenceFile, Offer } from '../../src/shared/taskPanel/view';
import { usePage, useText } from './page';
import { Ago, FileLink, IconButton, LinkButton, Part, StandingMark } from './parts';

/** The files and checks that a task answers for, with what was last found of each. */
export function EvidenceParts({ evidence, offers }: { evidence: Evidence; offers: readonly Offer[] }) {
  const text = useText();
  const { standing, summary, by, at, files, left, checks } = evidence;
  return (
    <>
      <Part
        title={text('answersFor')}
        show={files.length > 0 || standing !== null}
        tools={<Offered act="verify" offers={offers} />}
      >
        {standing && (
          <p>
            <StandingMark standing={standing} />{' '}
            <span class="quiet">
              · {by}{' '}
              {at !== null && (
                <>
                  · <Ago at={at} />
                </>
              )}
            </span>
          </p>
        )}
        {summary !== '' && <p>{summary}</p>}
        <ul class="results">
          {files.map((file) => (
            <FileResult key={file.path} file={file} />
          ))}
        </ul>
        {left > 0 && <p class="quiet">{text('moreFiles', { count: left })}</p>}
      </Part>
      <Part title={text('checks')} show={checks.length > 0} tools={<Offered act="allowChecks" offers={offers} />}>
        <ul class="results">
          {checks.map((check) => (
            <CheckResult key={check.command} check={check} />
          ))}
        </ul>
      </Part>
    </>
  );
}

/** An act beside a heading, as long as it is offered. */
function Offered({ act, offers }: { act: Act; offers: readonly Offer[] }) {
  const { does } = usePage();
  const offer = offers.find((offered) => offered.act === act);
  return offer ? <LinkButton onClick={() => void does({ ask: 'act', act })}>{offer.label}</LinkButton> : null;
}

function FileResult({ file: { path, standing, reason, gone, checkedAt, tools } }: { file: EvidenceFile }) {
  const { does } = usePage();
  return (
    <li class="result">
      {gone ? <span class="gone">{path}</span> : <FileLink path={path} />}
      <StandingMark standing={standing} />
      <span class="quiet">
        {reason} {reason !== '' && checkedAt !== null && '· '}
        {checkedAt !== null && <Ago at={checkedAt} />}
      </span>
      {tools.length > 0 && (
        <span class="row-tools" role="group" aria-label={path}>
          {tools.map(({ act, icon, label }) => (
            <IconButton
              key={act}
              icon={icon}
              label={`${label}: ${path}`}
              onClick={() => void does({ ask: 'file', act, path })}
            />
          ))}
        </span>
      )}
    </li>
  );
}

function CheckResult({ check: { command, standing, reason, output } }: { check: CheckLine }) {
  const text = useText();
  return (
    <li class="result">
      <code>{command}</code>
      <StandingMark standing={standing} />
      <span class="quiet">{reason}</span>
      {output !== '' && (
        <details class="output">
          <summary>{text('output')}</summary>
          <pre tabIndex={0}>{output}</pre>
        </details>
      )}
    </li>
  );
}
