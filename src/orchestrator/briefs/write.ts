import { compose, shorten, type Section } from '../../domain/brief/compose';
import type { Facts } from './facts';

const LONGEST_INPUT = 120;

/** The brief for whoever takes a task: what it is for, who to be, what is there to build on, what to hand in. */
export function claimBrief(facts: Facts, budget: number): string {
  return compose(heading(facts), [...toDo(facts), ...background(facts)], budget);
}

/** The brief for whoever goes on: first how far it is, and why it stopped. */
export function resumeBrief(facts: Facts, budget: number): string {
  return compose(
    heading(facts),
    [section('Where it stands', standing(facts), 95), ...toDo(facts), ...background(facts)],
    budget,
  );
}

function heading({ task }: Facts): string {
  const notes = [
    task.state,
    ...(task.role === null ? [] : [task.role]),
    ...(task.attempt > 1 ? [`attempt ${task.attempt}`] : []),
  ];
  return `# ${task.title}\n${task.id} · ${notes.join(' · ')}`;
}

const section = (title: string, text: string, weight: number): Section => ({ title, text, weight });

function toDo(facts: Facts): Section[] {
  const { description, context, files, checks, rejections, reason, next, task } = facts;
  const lines = [
    ...(files.length === 0 ? [] : [`Files: ${files.join(', ')}`]),
    ...(checks.length === 0 ? [] : [`Checks that must pass: ${checks.join('; ')}`]),
  ];
  const why = [
    ...rejections.map(
      ({ subject, version, actor, reason: said }) => `- ${actor} rejected the ${subject} (version ${version}): ${said}`,
    ),
    ...(reason !== null && !rejections.some((rejection) => rejection.reason === reason)
      ? [`- ${task.state}: ${reason}`]
      : []),
  ];
  return [
    section('Next step', next, 100),
    section('Why it came back', why.join('\n'), 90),
    section('Task', [description, context, ...lines].filter((text) => text !== '').join('\n'), 80),
  ];
}

function background(facts: Facts): Section[] {
  const { goals, plan, inputs, role, notes, changedFiles, result } = facts;
  const chain = goals.map(({ id, title, context }, depth) => {
    const more = context === '' ? '' : `: ${shorten(context.replace(/\s+/g, ' '), 60)}`;
    return `${'  '.repeat(depth)}- ${title} (${id})${more}`;
  });
  const built = inputs.map(({ id, title, state, summary, detail, artifacts }) => {
    const said = [summary ?? `not finished (${state})`, detail ?? ''].filter((text) => text !== '').join('\n  ');
    const left = artifacts.length === 0 ? '' : `\n  artifacts: ${artifacts.join(', ')}`;
    return `- ${title} (${id}): ${shorten(said, LONGEST_INPUT)}${left}`;
  });
  return [
    section('Part of', chain.join('\n'), 70),
    section('Plan', plan ?? '', 60),
    section('Built on', built.join('\n'), 75),
    section('Files so far', changedFiles.map(fileLine).join('\n'), 50),
    section('Result so far', result ? `${result.outcome}: ${result.summary}` : '', 55),
    section('Notes', notes.map(({ actor, text }) => `- ${actor}: ${text.replace(/\s+/g, ' ')}`).join('\n'), 40),
    section('Your role', roleText(role), 30),
    section('Hand in', typeof role?.['output_format'] === 'string' ? role['output_format'] : '', 45),
  ];
}

/** What was done then, and what is there now. */
function fileLine({ op, path, from, now, reason }: Facts['changedFiles'][number]): string {
  const done = `- ${op} ${from === null ? '' : `${from} → `}${path}`;
  if (now === null) return done;
  return `${done}: now ${now.replaceAll('_', ' ')}${reason === '' ? '' : ` (${shorten(reason, 30)})`}`;
}

function roleText(role: Facts['role']): string {
  if (!role) return '';
  const list = (key: string): string[] =>
    Array.isArray(role[key]) ? role[key].map((entry) => `- ${String(entry)}`) : [];
  const definition = typeof role['role_definition'] === 'string' ? role['role_definition'] : '';
  return [definition, ...list('approach'), ...list('evidence')].filter((text) => text !== '').join('\n');
}

function standing({ checkpoint, putBack, lastWorker, task }: Facts): string {
  const data =
    checkpoint && JSON.stringify(checkpoint.data) !== '{}' ? ` ${shorten(JSON.stringify(checkpoint.data), 80)}` : '';
  const lines = [
    `It is ${task.state}${task.attempt > 0 ? `, after ${task.attempt} claim${task.attempt === 1 ? '' : 's'}` : ''}.`,
    ...(checkpoint ? [`Last checkpoint: ${checkpoint.name} (${checkpoint.seq})${data}`] : []),
    ...(putBack ? [`${putBack.actor} put files back after that; what was there is in checkpoint ${putBack.seq}.`] : []),
    ...(lastWorker
      ? [`Last worker: ${lastWorker.actor}${lastWorker.endReason === null ? '' : ` (${lastWorker.endReason})`}`]
      : []),
  ];
  return lines.join('\n');
}
