/** The looks in which people use VS Code. */
export type Theme = 'light' | 'dark' | 'hc-dark' | 'hc-light';

interface Names {
  /** In settings. */
  readonly setting: string;
  /** Where people choose. */
  readonly label: string;
  /** What the workbench carries while such a theme is in use. */
  readonly workbenchClass: string;
}

export const themes: Record<Theme, Names> = {
  light: { setting: 'Light Modern', label: 'Light Modern', workbenchClass: 'vs' },
  dark: { setting: 'Dark Modern', label: 'Dark Modern', workbenchClass: 'vs-dark' },
  'hc-dark': { setting: 'Default High Contrast', label: 'Dark High Contrast', workbenchClass: 'hc-black' },
  'hc-light': { setting: 'Default High Contrast Light', label: 'Light High Contrast', workbenchClass: 'hc-light' },
};
