import type { System } from '../../domain/evidence/workspacePath';

export const SYSTEM: System = process.platform === 'win32' ? 'windows' : 'other';
