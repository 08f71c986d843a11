import { Problem } from '../domain/problem';
import type { ControlRequest, Door } from './protocol';

/** Anybody may publish; what replaces a store or sets it aside is a person's act (rule E10). Throws for anybody else. */
export function admitControl({ action }: ControlRequest, door: Door): void {
  if (action === 'publish' || door === 'host') return;
  throw new Problem(
    'conflict',
    'Only a person can do this, in a window that has the folder open.',
    'Ask for it in VS Code.',
  );
}
