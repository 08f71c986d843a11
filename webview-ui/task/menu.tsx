import { useEffect, useRef, useState } from 'preact/hooks';
import type { Act } from '../../src/shared/taskPanel/messages';
import type { Offer } from '../../src/shared/taskPanel/view';
import { usePage } from './page';
import { Icon } from './parts';

/** A button with a menu below it, as menus are used everywhere: arrows, Home, End, Escape. */
export function Menu(props: { label: string; offers: readonly Offer[]; onChoose: (act: Act) => void }) {
  const { label, offers, onChoose } = props;
  const { isLost } = usePage();
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const items = (): HTMLElement[] => [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  const close = (giveBackFocus: boolean): void => {
    setOpen(false);
    if (giveBackFocus) root.current?.querySelector<HTMLElement>('button')?.focus();
  };
  useEffect(() => {
    if (!isOpen) return undefined;
    items()[0]?.focus();
    const leave = ({ target }: Event): void => {
      if (target instanceof Node && root.current?.contains(target) === true) return;
      close(false);
    };
    document.addEventListener('pointerdown', leave);
    window.addEventListener('blur', leave);
    return () => {
      document.removeEventListener('pointerdown', leave);
      window.removeEventListener('blur', leave);
    };
  }, [isOpen]);
  const move = (event: KeyboardEvent): void => {
    const all = items();
    const at = all.findIndex((item) => item === document.activeElement);
    const places: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    const place = places[event.key];
    if (place !== undefined) all.at(place % all.length)?.focus();
    else if (event.key === 'Escape') close(true);
    else if (event.key === 'Tab') close(false);
    else return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
  };
  if (offers.length === 0) return null;
  return (
    <div class="menu-root" ref={root}>
      <button
        type="button"
        class="icon-button"
        title={label}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        <Icon name="ellipsis" />
      </button>
      {isOpen && (
        <div class="menu" role="menu" aria-label={label} tabIndex={-1} onKeyDown={move}>
          {offers.flatMap(({ act, label: name, group }, at) => [
            ...(at > 0 && offers[at - 1]?.group !== group ? [<hr key={`before-${act}`} role="separator" />] : []),
            <button
              key={act}
              type="button"
              role="menuitem"
              tabIndex={-1}
              aria-disabled={isLost}
              onClick={() => {
                close(true);
                onChoose(act);
              }}
            >
              {name}
            </button>,
          ])}
        </div>
      )}
    </div>
  );
}
