import { themes, type Theme } from './themes';

const every = Object.keys(themes) as Theme[];

/** Pictures in every theme are for people to look at, and are taken when they are asked for: `LOOKS=all npm run test:ui`. */
export const looks: readonly Theme[] = process.env['LOOKS'] === 'all' ? every : ['dark'];
