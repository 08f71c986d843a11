import type { Answer, Failure, Request, ToPage } from '../../src/shared/taskPanel/messages';

export const TABS = ['overview', 'plan', 'files', 'timeline', 'graph'] as const;
export type Tab = (typeof TABS)[number];

/** Texts that somebody has begun to write. */
export type Draft = 'rejection' | 'note' | 'checkpoint';

/** What outlives this page: it is gone whenever its tab is hidden. */
interface Kept {
  readonly folder: string;
  readonly task: string;
  readonly tab: Tab;
  readonly scroll: number;
  readonly drafts: Readonly<Partial<Record<Draft, string>>>;
  readonly graphAsList: boolean;
  /** What to say where nobody is there any more to say it. */
  readonly lost?: Failure;
}

const nothingKept: Kept = { folder: '', task: '', tab: 'overview', scroll: 0, drafts: {}, graphAsList: false };

const api = acquireVsCodeApi<Kept>();
let keptNow: Kept = { ...nothingKept, ...api.getState() };

export const kept = (): Kept => keptNow;

export function keep(changes: Partial<Kept>): void {
  keptNow = { ...keptNow, ...changes };
  api.setState(keptNow);
}

/** What was begun, and how far one was, belongs to the task that it was about; which tab one looks at does not. */
export function turnTo(folder: string, task: string): void {
  const isSame = keptNow.task === '' || (keptNow.folder === folder && keptNow.task === task);
  keep({ folder, task, ...(!isSame && { scroll: 0, drafts: {} }) });
}

/** A text that is sent or given up is kept no longer. */
export function keepDraft(draft: Draft, text: string | undefined): void {
  const others = Object.entries(keptNow.drafts).filter(([name]) => name !== draft);
  keep({ drafts: Object.fromEntries(text === undefined ? others : [...others, [draft, text]]) });
}

/** The host did not do what it was asked for, and says why. */
export class Refused extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Refused) => void;
}

const waiting = new Map<number, Waiting>();
let lastId = 0;
/** The number of what the page is about, as it came with the view: what is asked is meant for that alone. */
let about = 0;

/** Asks the host for something, or to do something. */
export function ask<Asked extends Request>(request: Asked): Promise<Answer<Asked['ask']>> {
  if (missing) return Promise.reject(new Refused(missing));
  // It may take long, or wait for a person: whether somebody has heard it is another question.
  askForPresence();
  return send(request);
}

function send<Asked extends Request>(request: Asked): Promise<Answer<Asked['ask']>> {
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
    api.postMessage({ type: 'request', id, about, request });
  });
}

/** A host that is there answers at once, also while it does something long; a busy machine gets its time. */
const LOOKED_EVERY_MS = 1_000;
const ASKED_EVERY_MS = 5_000;
const GONE_AFTER_MS = 4_000;

let heardAt = Date.now();
/** Since when the host owes an answer; 0 while it owes none. */
let askedAt = 0;
/** What is said while nobody answers. */
let missing: Failure | undefined;

function askForPresence(): void {
  if (askedAt !== 0) return;
  askedAt = Date.now();
  void send({ ask: 'presence' });
}

/**
 * Tells when nobody answers, and when somebody does again: after the extension host was restarted, what a page sends goes
 * nowhere. Nothing is sent meanwhile, so that it is not done long after it was pressed; what was sent before may still be
 * answered.
 */
export function watchPresence(onChange: (isThere: boolean) => void, lost: () => Failure): () => void {
  const look = (): void => {
    const now = Date.now();
    const isMissing = askedAt !== 0 && now - askedAt > GONE_AFTER_MS;
    if (isMissing !== (missing !== undefined)) {
      missing = isMissing ? lost() : undefined;
      onChange(!isMissing);
    }
    if (now - heardAt >= ASKED_EVERY_MS) askForPresence();
  };
  const timer = setInterval(look, LOOKED_EVERY_MS);
  return () => clearInterval(timer);
}

/** Begins to listen. The page hears nothing from before that. */
export function listen(hear: (message: Exclude<ToPage, { type: 'reply' }>) => void): void {
  window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
    heardAt = Date.now();
    askedAt = 0;
    if (data.type === 'reply') settle(data);
    else {
      if (data.type !== 'start') ({ about } = data);
      hear(data);
    }
  });
  api.postMessage({ type: 'ready' });
  askedAt = Date.now();
}

function settle(reply: Extract<ToPage, { type: 'reply' }>): void {
  const waited = waiting.get(reply.id);
  waiting.delete(reply.id);
  if ('failure' in reply) waited?.reject(new Refused(reply.failure));
  else waited?.resolve(reply.value);
}
