/** The looks in which people use VS Code. */
export type Theme = 'light' | 'dark' | 'hc-dark' | 'hc-light';

/** By the name of VS Code's own theme, and by the class that the workbench carries while such a theme is in use. */
export const themes: Record<Theme, { setting: string; workbenchClass: string }> = {
  light: { setting: 'Light Modern', workbenchClass: 'vs' },
  dark: { setting: 'Dark Modern', workbenchClass: 'vs-dark' },
  'hc-dark': { setting: 'Default High Contrast', workbenchClass: 'hc-black' },
  'hc-light': { setting: 'Default High Contrast Light', workbenchClass: 'hc-light' },
};
