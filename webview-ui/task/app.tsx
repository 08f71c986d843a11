import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Failure, Request, ToPage } from '../../src/shared/taskPanel/messages';
import type { Texts } from '../../src/shared/taskPanel/texts';
import type { TaskView } from '../../src/shared/taskPanel/view';
import { FilesTab } from './files';
import { useFocusKept } from './focus';
import { GraphTab } from './graph';
import { Header } from './header';
import { ask, keep, kept, listen, Refused, TABS, turnTo, watchPresence, type Tab } from './host';
import { cardKey, NeedsCard } from './needs';
import { useNews } from './news';
import { OverviewTab } from './overview';
import { PageContext, usePage } from './page';
import { ActButton, Icon, IconButton } from './parts';
import { PlanTab } from './plan';
import { Tabs } from './tabs';
import { TimelineTab } from './timeline';

const MINUTE_MS = 60_000;

const tabs: Record<Tab, (props: { view: TaskView }) => VNode | null> = {
  overview: OverviewTab,
  plan: PlanTab,
  files: FilesTab,
  timeline: TimelineTab,
  graph: GraphTab,
};

/** The whole page: it draws what the host sends, and asks the host for everything that is done. */
export function App() {
  const [start, setStart] = useState<{ texts: Texts; language: string } | undefined>(undefined);
  const [shown, setShown] = useState<Extract<ToPage, { type: 'view' | 'nothing' }> | undefined>(undefined);
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  const [said, setSaid] = useState('');
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    listen((message) => {
      if (message.type === 'start') {
        setStart(message);
        keep({ lost: { message: message.texts.lost, remedy: message.texts.lostRemedy } });
      } else setShown(message);
      if (message.type === 'view') turnTo(message.view.folder, message.view.id);
      setNow(Date.now());
    });
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  const [isLost, setIsLost] = useState(false);
  const { lost } = kept();
  useEffect(() => {
    if (!lost) return undefined;
    const change = (isThere: boolean): void => {
      setIsLost(!isThere);
      setFailure(undefined);
    };
    return watchPresence(change, () => lost);
  }, [start]);
  const page = useMemo(() => {
    if (!start) return undefined;
    const does = async (request: Request, done = ''): Promise<boolean> => {
      setFailure(undefined);
      setSaid('');
      try {
        await ask(request);
        setSaid(done);
        return true;
      } catch (error) {
        setFailure(error instanceof Refused ? error.failure : { message: String(error), remedy: '' });
        return false;
      }
    };
    return { ...start, now, isLost, does };
  }, [start, now, isLost]);
  if (!page || !shown) return isLost && lost ? <Begun failure={lost} /> : null;
  return (
    <PageContext.Provider value={page}>
      <main>
        {isLost && lost && <Notice failure={lost} place="top" />}
        {shown.type === 'view' ? <Task key={shown.view.id} view={shown.view} /> : <Nothing {...shown} />}
        <div class="spoken" role="status">
          {said}
        </div>
        {failure && !isLost && (
          <Notice
            failure={failure}
            place="over"
            close={<IconButton icon="close" label={page.texts.dismiss} onClick={() => setFailure(undefined)} />}
          />
        )}
      </main>
    </PageContext.Provider>
  );
}

/** Of a task that is gone: bring it back, or leave it. */
function Nothing({ failure, canUndelete }: Extract<ToPage, { type: 'nothing' }>) {
  const { does, texts } = usePage();
  const buttons = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What had the keyboard is gone with the task.
    if (document.hasFocus() && document.activeElement === document.body)
      buttons.current?.querySelector('button')?.focus();
  }, []);
  return (
    <>
      <Notice failure={failure} />
      <div class="buttons after-notice" ref={buttons}>
        {canUndelete && <ActButton onClick={() => void does({ ask: 'undelete' })}>{texts.undelete}</ActButton>}
        <ActButton look="secondary" onClick={() => void does({ ask: 'close' })}>
          {texts.close}
        </ActButton>
      </div>
    </>
  );
}

/** Of a page that was shown again where nobody is there to fill it: what was being written in it can be copied. */
function Begun({ failure }: { failure: Failure }) {
  return (
    <main>
      <Notice failure={failure} />
      {Object.entries(kept().drafts).map(([draft, written]) => (
        <pre key={draft} tabIndex={0} class="after-notice begun">
          {written}
        </pre>
      ))}
    </main>
  );
}

/** `place`: in sight wherever one has scrolled to. */
function Notice(props: { failure: Failure; place?: 'top' | 'over'; close?: VNode }) {
  const { failure, place = '', close } = props;
  return (
    <div class={`notice ${place}`} role="alert">
      <Icon name="warning" /> <span>{`${failure.message} ${failure.remedy}`}</span>
      {close}
    </div>
  );
}

function Task({ view }: { view: TaskView }) {
  const { texts } = usePage();
  const [tab, setTab] = useState<Tab>(kept().tab);
  useScroll();
  useFocusKept(view);
  const news = useNews(view);
  const Chosen = tabs[tab];
  const choose = (name: Tab): void => {
    setTab(name);
    keep({ tab: name });
  };
  return (
    <>
      <Header view={view} />
      <div class="spoken" role="status">
        {news}
      </div>
      {view.needs.map((needs) => (
        <NeedsCard key={cardKey(needs)} needs={needs} offers={view.offers} readOnly={view.readOnly} />
      ))}
      <Tabs
        label={view.title}
        tabs={TABS.map((name) => ({ name, label: texts[name], count: countFor(name, view) }))}
        chosen={tab}
        onChoose={choose}
      >
        <Chosen view={view} />
      </Tabs>
    </>
  );
}

/** How much there is behind a tab, where that says something. */
function countFor(name: Tab, { plans, files, evidence, expected }: TaskView): string {
  const [plan] = plans;
  if (name === 'plan') return plan === undefined ? '' : `v${plan.version}`;
  if (name !== 'files') return '';
  if (evidence && evidence.files.length > 0) return String(evidence.files.length + evidence.left);
  if (files.rows.length === 0) return expected.files.length === 0 ? '' : String(expected.files.length);
  return `${files.rows.length}${files.next === null ? '' : '+'}`;
}

/** How far down one was is kept, and gone back to once there is something to scroll. */
function useScroll(): void {
  const restored = useRef(false);
  useLayoutEffect(() => {
    if (restored.current) return;
    restored.current = true;
    window.scrollTo(0, kept().scroll);
  });
  useEffect(() => {
    let frame = 0;
    const note = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => keep({ scroll: window.scrollY }));
    };
    window.addEventListener('scroll', note, { passive: true });
    return () => window.removeEventListener('scroll', note);
  }, []);
}
