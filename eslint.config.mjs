import { builtinModules } from 'node:module';
import boundaries from 'eslint-plugin-boundaries';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { sqlStaysInStorage } from './scripts/lint/sql-stays-in-storage.mjs';

/**
 * The floor plan (docs/architecture.md, "Layers"). Each layer may import itself and what is listed; anything else fails.
 * A layer that needs a new arrow needs a new line here, and a reason in the architecture page.
 */
const layers = {
  domain: [],
  storage: ['domain'],
  workspace: ['domain'],
  orchestrator: ['storage', 'workspace', 'domain'],
  engine: ['orchestrator', 'storage', 'workspace', 'domain'],
  tools: ['orchestrator', 'domain'],
  shared: [],
  mcp: ['tools', 'engine', 'orchestrator', 'domain'],
  vscode: ['tools', 'engine', 'orchestrator', 'domain', 'shared'],
  extension: ['vscode', 'engine'],
  webview: ['shared'],
};

/** Layers that are not a folder of their own name under src: the composition root is what lies in src itself. */
const otherPlaces = { extension: 'src', webview: 'webview-ui' };

/** Layers that must stay free of the host, of Node and of SQL. */
const pure = ['src/domain/**', 'src/shared/**', 'webview-ui/**'];

const noVscodeValue = {
  name: 'vscode',
  allowTypeImports: true,
  message: 'Only src/vscode and src/extension.ts may use the vscode API; elsewhere import its types at most.',
};

export default defineConfig(
  { ignores: ['dist/', 'node_modules/', 'bench/node_modules/', 'test/fixtures/'] },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: [] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-console': 'error',
      eqeqeq: 'error',
      'no-param-reassign': 'error',
      'prefer-template': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['src/**/*.ts', 'webview-ui/**/*.{ts,tsx}'],
    plugins: { boundaries },
    settings: {
      'import/resolver': { typescript: { project: 'tsconfig.json' } },
      'boundaries/elements': [
        ...Object.keys(layers)
          .filter((name) => !(name in otherPlaces))
          .map((type) => ({ type, pattern: `src/${type}`, partialMatch: false })),
        ...Object.entries(otherPlaces).map(([type, pattern]) => ({ type, pattern, partialMatch: false })),
      ],
    },
    rules: {
      'boundaries/no-unknown-files': 'error',
      'boundaries/no-unknown-dependencies': 'error',
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          message: 'The {{from.type}} layer must not import from {{to.type}} (docs/architecture.md, "Layers").',
          policies: Object.entries(layers).map(([from, to]) => ({
            from: { element: { type: from } },
            allow: [from, ...to].map((type) => ({ to: { element: { type } } })),
          })),
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/vscode/**', 'src/extension.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { paths: [noVscodeValue] }] },
  },
  {
    files: ['src/**/*.ts', 'webview-ui/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ImportExpression', message: 'Bundles are whole; a dynamic import would slip past the layers.' },
      ],
    },
  },
  {
    files: ['src/vscode/**/*.ts'],
    ignores: ['src/vscode/notify.ts', 'src/vscode/ask/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['showInformationMessage', 'showWarningMessage', 'showErrorMessage', 'setStatusBarMessage'].map(
          (property) => ({
            property,
            message: 'Say it with notify.ts or ask with confirm.ts, which keep titles from being links and icons.',
          }),
        ),
        ...['createQuickPick', 'createInputBox', 'showQuickPick', 'showInputBox'].map((property) => ({
          property,
          message: 'Ask with src/vscode/ask, which keeps titles from being icons.',
        })),
      ],
    },
  },
  {
    files: pure,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [noVscodeValue],
          patterns: [{ group: ['node:*', ...builtinModules], message: 'This layer runs anywhere: no Node.' }],
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/storage/**'],
    plugins: { local: { rules: { 'sql-stays-in-storage': sqlStaysInStorage } } },
    rules: {
      'local/sql-stays-in-storage': 'error',
      'no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'sql.js', message: 'Nothing outside src/storage knows SQL.' }],
          patterns: [{ regex: '/storage/query$', message: 'Statements are written in src/storage/queries.' }],
        },
      ],
    },
  },
  {
    // Scripts are typed by JSDoc, which tsc checks and typescript-eslint does not see.
    files: ['**/*.mjs'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.{ts,mjs}'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
