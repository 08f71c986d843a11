import { useEffect, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';

/** A form that takes the place of the button which opens it: closed, it gives the keyboard back to that. */
export function useOpener<Opener extends HTMLElement>(isOpen: boolean): RefObject<Opener | null> {
  const opener = useRef<Opener>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current && !isOpen) opener.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return opener;
}

/**
 * What had the keyboard may be gone once what it was for is done: a card with its buttons, a row. The keyboard then goes on
 * from the title of the task, also where that happened while a dialog of VS Code had it, and never from nowhere.
 */
export function useFocusKept(shown: unknown): void {
  const last = useRef<Element | null>(null);
  const mend = (): void => {
    if (!document.hasFocus() || document.activeElement !== document.body || !last.current) return;
    if (last.current.isConnected && last.current instanceof HTMLElement) last.current.focus();
    // Gone, or not able to take it.
    if (document.activeElement === document.body) document.querySelector('h1')?.focus();
  };
  useEffect(() => {
    const note = ({ target }: FocusEvent): void => {
      last.current = target instanceof Element && target !== document.body ? target : last.current;
    };
    // Whoever clicks beside everything means to leave it.
    const leave = ({ target }: PointerEvent): void => {
      if (target instanceof Element && !target.closest('button, a, input, textarea, select, summary, [tabindex]'))
        last.current = null;
    };
    document.addEventListener('focusin', note);
    document.addEventListener('pointerdown', leave);
    window.addEventListener('focus', mend);
    return () => {
      document.removeEventListener('focusin', note);
      document.removeEventListener('pointerdown', leave);
      window.removeEventListener('focus', mend);
    };
  }, []);
  useEffect(mend, [shown]);
}
