import { existsSync } from 'node:fs';
import eslint from '@eslint/js';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';
import path from 'node:path';

/** Rooms at the bottom of the house: they know their own folder and @pih/schemas, nothing above or beside them. */
const bottom = ['engine/src/rules', 'engine/src/providers', 'engine/src/store/embedded'];

const isBelow = (folder, place) => place === folder || place.startsWith(folder + path.sep);
const topOf = (place) => path.relative(import.meta.dirname, place).split(path.sep)[0];

/**
 * Nobody passes an index.ts: a file may import freely inside its own room, but reaches into a sibling room, or down into
 * a room that has an index.ts, only through the outermost index.ts that it stands outside of. Nobody reaches into another
 * workspace by its path, and the rooms at the bottom reach nowhere. Tests may bring what they test together.
 */
const throughTheDoor = {
  meta: {
    type: 'problem',
    messages: {
      door: '"{{target}}" lies behind {{door}}; import it from there.',
      workspace: '"{{target}}" is in another workspace; import it by the name of its package.',
      bottom: '"{{target}}" lies outside of {{room}}, which is at the bottom of the house and knows nobody else.',
    },
    schema: [],
  },
  create(context) {
    const from = path.dirname(context.filename);
    const isTest = /(?:\.test|-for-tests|-harness|contract)\.ts$/.test(context.filename);
    const check = (node) => {
      const source = node.source?.value;
      if (typeof source !== 'string') return;
      const report = (messageId, data = {}) => context.report({ node, messageId, data: { target: source, ...data } });
      if (/^@pih\/[a-z]+\/src\//.test(source)) return report('door', { door: 'the exports of its package' });
      if (!source.startsWith('.')) return;
      const target = path.resolve(from, source);
      if (topOf(target) !== topOf(from) && !isTest) return report('workspace');
      const room = bottom.map((name) => path.join(import.meta.dirname, name)).find((folder) => isBelow(folder, from));
      if (room && !isBelow(room, target) && !isTest)
        return report('bottom', { room: path.relative(import.meta.dirname, room) });
      // An index is itself a door, so what counts is whether another one stands before it.
      const innermost = path.dirname(target);
      const start = path.basename(target).startsWith('index.') ? path.dirname(innermost) : innermost;
      let outermost;
      for (let folder = start; !isBelow(folder, from) && folder.length > 1; folder = path.dirname(folder)) {
        const door = path.join(folder, 'index.ts');
        if (existsSync(door)) outermost = door;
      }
      if (outermost) report('door', { door: path.relative(import.meta.dirname, outermost) });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/dist-of-a-test-*/**',
      '**/node_modules/**',
      'data/**',
      'coverage/**',
      'schemas/src/generated/**',
    ],
  },
  eslint.configs.recommended,
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    plugins: { house: { rules: { 'through-the-door': throughTheDoor } } },
    rules: {
      'house/through-the-door': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-undef': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    // Tools of a workspace are part of it: what builds the schemas reads them from inside.
    files: ['schemas/build/**'],
    rules: { 'house/through-the-door': 'off' },
  },
  {
    // The engine says things through its log; tools that people run in a terminal talk to the terminal.
    files: ['engine/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-console': 'error' },
  },
);
