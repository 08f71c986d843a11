import { Problem } from './problem';

/** What whoever called a request off is answered. What had taken effect by then is never answered like this (rule E14). */
export const calledOff = (): Problem =>
  new Problem(
    'cancelled',
    'This was called off before it took effect; nothing was changed by it.',
    'Send it again if it is wanted after all.',
  );

export const isCalledOff = (error: unknown): boolean => Problem.from(error).code === 'cancelled';
