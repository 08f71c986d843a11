/** The folder that the addresses of our pages lie in; no editor shows more of an address than this and the name. */
const FOLDER = 'Task Orchestrator';

/** The path of a page with this name. */
export const pagePath = (name: string): string => `/${FOLDER}/${name}`;

const LANGUAGE = 'task-orchestrator-page';

/**
 * Our pages look like Markdown and are none: others wrote what they say, and VS Code's own extension makes links of Markdown,
 * also such that run a command (rule V16). The pattern is that of a whole path, and so of no file below somebody's folder.
 */
export const pageLanguage = (text: (key: string, english: string) => string) => ({
  languages: [
    { id: LANGUAGE, aliases: [text('language.page', 'Text of a Task')], filenamePatterns: [pagePath('*.md')] },
  ],
  grammars: [
    {
      language: LANGUAGE,
      scopeName: 'text.html.markdown.task-orchestrator',
      path: './media/language/page.tmLanguage.json',
    },
  ],
  configurationDefaults: {
    [`[${LANGUAGE}]`]: {
      // The editor by itself makes links of addresses, also of files on other machines.
      'editor.links': false,
      // As VS Code has it for Markdown.
      'editor.wordWrap': 'on',
      'editor.quickSuggestions': { comments: 'off', strings: 'off', other: 'off' },
      'editor.unicodeHighlight.ambiguousCharacters': false,
      'editor.unicodeHighlight.invisibleCharacters': false,
      'diffEditor.ignoreTrimWhitespace': false,
    },
  },
});
