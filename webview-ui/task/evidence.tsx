import type { Evidence, EvidenceFile, Offer } from '../../src/shared/taskPanel/view';
import { usePage, useText } from './page';
import { Ago, FileLink, IconButton, Offered, Part, StandingMark } from './parts';

/** The files that a task answers for, with what was last found of each. */
export function EvidenceParts({ evidence, offers }: { evidence: Evidence; offers: readonly Offer[] }) {
  const text = useText();
  const { standing, summary, by, at, files, left } = evidence;
  return (
    <>
      <Part
        title={text('answersFor')}
        show={files.length > 0 || standing !== null || summary !== ''}
        tools={<Offered act="verify" offers={offers} />}
      >
        {standing && (
          <p>
            <StandingMark standing={standing} />{' '}
            <span class="quiet">
              · <span class="whole">{by}</span>{' '}
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
    </>
  );
}

function FileResult({ file: { path, standing, reason, gone, checkedAt, tools } }: { file: EvidenceFile }) {
  const { does } = usePage();
  return (
    <li class="result">
      {gone ? <span class="gone">{path}</span> : <FileLink path={path} />}
      <span class="found">
        <StandingMark standing={standing} />{' '}
        <span class="quiet">
          {reason}
          {reason !== '' && checkedAt !== null && '\u00a0· '}
          {checkedAt !== null && <Ago at={checkedAt} />}
        </span>
      </span>
      {tools.length > 0 && (
        <span class="row-tools" role="group" aria-label={path}>
          {tools.map(({ act, icon, label }) => (
            <IconButton
              asks
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
