import { useState } from 'preact/hooks';
import type { TaskView, Version } from '../../src/shared/taskPanel/view';
import { Diff } from './diff';
import { usePage, useText } from './page';
import { ActButton, Ago, Icon } from './parts';
import { Prose, Remark } from './prose';
import { useVersion } from './versions';

const NOTHING = 0;

/** Every version of the plan, by itself or beside any other one. */
export function PlanTab({ view: { plans } }: { view: TaskView }) {
  const { does } = usePage();
  const text = useText();
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const [against, setAgainst] = useState<number | undefined>(undefined);
  const newest = plans[0];
  const shown = plans.find(({ version }) => version === chosen) ?? newest;
  const compared = plans.find(({ version }) => version === against && version !== shown?.version);
  const body = useVersion('plan', shown?.version ?? null);
  const before = useVersion('plan', compared?.version ?? null);
  if (!shown) return <p class="quiet">{text('noPlan')}</p>;
  const [from, to] = [shown.version, compared?.version ?? 0].toSorted((a, b) => a - b);
  return (
    <div class="reading">
      <div class="toolbar">
        <VersionSelect label={text('versions')} plans={plans} value={shown.version} onChange={setChosen} />
        {plans.length > 1 && (
          <VersionSelect
            label={text('compareWith')}
            plans={plans.filter(({ version }) => version !== shown.version)}
            value={compared?.version ?? NOTHING}
            nothing={text('nothing')}
            onChange={setAgainst}
          />
        )}
        {compared && from !== undefined && to !== undefined && (
          <ActButton look="secondary" onClick={() => void does({ ask: 'comparePlans', from, to })}>
            {text('openDiff')}
          </ActButton>
        )}
      </div>
      <p class="quiet">
        {shown.by} · <Ago at={shown.at} />
      </p>
      {shown.verdict && (
        <div>
          <Icon name={shown.verdict.approved ? 'pass' : 'circle-slash'} /> {shown.verdict.words}
          {shown.verdict.reason !== '' && (
            <>
              : <Remark text={shown.verdict.reason} />
            </>
          )}
        </div>
      )}
      {body === undefined ? (
        <p class="quiet">{text('loading')}</p>
      ) : compared && before !== undefined ? (
        compared.version < shown.version ? (
          <Diff before={before} after={body} />
        ) : (
          <Diff before={body} after={before} />
        )
      ) : (
        <Prose text={body} />
      )}
    </div>
  );
}

interface VersionSelectProps {
  readonly label: string;
  readonly plans: readonly Version[];
  readonly value: number;
  readonly nothing?: string;
  readonly onChange: (version: number) => void;
}

function VersionSelect({ label, plans, value, nothing, onChange }: VersionSelectProps) {
  const text = useText();
  return (
    <label class="labelled">
      <span>{label}</span>
      <select value={value} onChange={({ currentTarget }) => onChange(Number(currentTarget.value))}>
        {nothing !== undefined && <option value={NOTHING}>{nothing}</option>}
        {plans.map(({ version }) => (
          <option key={version} value={version}>
            {text('version', { version })}
          </option>
        ))}
      </select>
    </label>
  );
}
