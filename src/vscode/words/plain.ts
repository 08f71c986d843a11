import { visibleCheck } from '../../domain/evidence/checkText';

/** A row of a list draws `$(name)` as an icon; a command that holds this is shown as it is. */
export const checkLabel = (check: string): string => visibleCheck(check).replace(/\$\(/g, '\\$(');
