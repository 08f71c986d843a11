import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ask, keepDraft, kept, type Draft } from './host';
import { useText } from './page';
import { ActButton } from './parts';

interface WritingProps {
  readonly draft: Draft;
  readonly label: string;
  readonly send: string;
  /** What is said where nothing was written. */
  readonly needed: string;
  readonly lines: number;
  readonly most: number;
  /** Says whether it was taken; what was written stays until it is. */
  readonly onSend: (text: string) => Promise<boolean>;
  readonly onClose: () => void;
}

const isMac = navigator.platform.includes('Mac');

/** A field that one writes in and sends. What was begun is there again when the page comes back. */
export function Writing({ draft, label, send, needed, lines, most, onSend, onClose }: WritingProps) {
  const text = useText();
  const [written, setWritten] = useState(kept().drafts[draft] ?? '');
  const [complaint, setComplaint] = useState('');
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  const held = useRef(false);
  const id = `write-${draft}`;
  // Before it is seen: whatever is pressed then is meant for it.
  useLayoutEffect(() => {
    keepDraft(draft, written);
    field.current?.focus();
    field.current?.setSelectionRange(written.length, written.length);
  }, []);
  const write = (value: string): void => {
    setWritten(value);
    setComplaint('');
    keepDraft(draft, value);
    // Once is enough, and what cannot be kept now is asked again with the next letter.
    if (!held.current)
      void ask({ ask: 'keep' }).then(
        () => (held.current = true),
        () => undefined,
      );
  };
  const close = (): void => {
    keepDraft(draft, undefined);
    onClose();
  };
  const submit = async (): Promise<void> => {
    if (busy) return;
    if (written.trim() === '') {
      setComplaint(needed);
      field.current?.focus();
      return;
    }
    setBusy(true);
    const taken = await onSend(written.trim());
    setBusy(false);
    if (taken) close();
    else field.current?.focus();
  };
  const press = (event: KeyboardEvent): void => {
    const sends = event.key === 'Enter' && (lines === 1 || event.ctrlKey || event.metaKey);
    if (!sends && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (sends) void submit();
    else close();
  };
  const shared = {
    id,
    ref: field,
    value: written,
    maxLength: most,
    'aria-invalid': complaint !== '',
    'aria-describedby': `${id}-hint`,
    onInput: ({ currentTarget }: { currentTarget: HTMLTextAreaElement | HTMLInputElement }) =>
      write(currentTarget.value),
    onKeyDown: press,
  };
  return (
    <div class="writing">
      <label for={id}>{label}</label>
      {lines === 1 ? <input type="text" {...shared} /> : <textarea rows={lines} {...shared} />}
      <p
        id={`${id}-hint`}
        class={complaint === '' ? 'quiet' : 'complaint'}
        role={complaint === '' ? undefined : 'alert'}
      >
        {complaint === ''
          ? text('submitHint', { keys: lines === 1 ? 'Enter' : isMac ? '⌘Enter' : 'Ctrl+Enter' })
          : complaint}
      </p>
      <div class="buttons">
        <ActButton busy={busy} onClick={() => void submit()}>
          {send}
        </ActButton>
        <button type="button" class="secondary" onClick={close}>
          {text('cancel')}
        </button>
      </div>
    </div>
  );
}
