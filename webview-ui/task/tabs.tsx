import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface TabSpec<Name extends string> {
  readonly name: Name;
  readonly label: string;
  /** How much there is behind it. */
  readonly count: string;
}

interface TabsProps<Name extends string> {
  readonly label: string;
  readonly tabs: readonly TabSpec<Name>[];
  readonly chosen: Name;
  readonly onChoose: (name: Name) => void;
  readonly children: ComponentChildren;
}

/** Tabs of a page: arrows, Home and End go through them, the one with the focus is shown. */
export function Tabs<Name extends string>({ label, tabs, chosen, onChoose, children }: TabsProps<Name>) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const at = tabs.findIndex(({ name }) => name === chosen);
    const places: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
    const place = places[event.key];
    if (place === undefined) return;
    event.preventDefault();
    const next = tabs.at(place % tabs.length);
    if (!next) return;
    onChoose(next.name);
    list.current?.querySelector<HTMLElement>(`#tab-${next.name}`)?.focus();
  };
  // In a narrow editor they do not all fit, and are pushed along; the page itself stays where it is.
  useEffect(() => {
    const { current: row } = list;
    const tab = row?.querySelector(`#tab-${chosen}`);
    if (!row || !tab) return;
    const [frame, place] = [row.getBoundingClientRect(), tab.getBoundingClientRect()];
    row.scrollLeft += Math.min(0, place.left - frame.left) + Math.max(0, place.right - frame.right);
  }, [chosen]);
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={move}>
        {tabs.map(({ name, label: words, count }) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={name === chosen}
            aria-controls="tab-panel"
            tabIndex={name === chosen ? 0 : -1}
            onClick={() => onChoose(name)}
          >
            {words}
            {count !== '' && <span class="spoken">, </span>}
            {count !== '' && <span class="count">{count}</span>}
          </button>
        ))}
      </div>
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${chosen}`} tabIndex={0}>
        <h2 class="spoken">{tabs.find(({ name }) => name === chosen)?.label}</h2>
        {children}
      </div>
    </>
  );
}
