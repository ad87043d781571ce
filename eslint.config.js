import { existsSync } from 'node:fs';
import eslint from '@eslint/js';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';
import path from 'node:path';

/**
 * Nobody passes an index.ts: a file may import freely inside its own room, but reaches into a sibling room, or down into
 * a room that has an index.ts, only through that index.ts. Tests beside the code are of the room; stories are not.
 */
const throughTheDoor = {
  meta: { type: 'problem', messages: { door: '"{{target}}" lies behind {{door}}; import it from there.' }, schema: [] },
  create(context) {
    const check = (node) => {
      const source = node.source?.value;
      if (typeof source !== 'string' || !source.startsWith('.')) return;
      const from = path.dirname(context.filename);
      const target = path.resolve(from, source);
      const targetFolder = path.dirname(target);
      if (path.basename(target).startsWith('index.')) return;
      // Walk up from the imported file; the first folder with a door that the importer stands outside of is a trespass.
      for (let folder = targetFolder; folder.length > 1; folder = path.dirname(folder)) {
        const inside = from === folder || from.startsWith(folder + path.sep);
        if (inside) return;
        const door = path.join(folder, 'index.ts');
        if (existsSync(door)) {
          context.report({
            node,
            messageId: 'door',
            data: { target: source, door: path.relative(process.cwd(), door) },
          });
          return;
        }
      }
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
  { ignores: ['**/dist/**', '**/node_modules/**', 'data/**', 'coverage/**', 'schemas/src/generated/**'] },
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
    // Tools that people run in a terminal talk to the terminal.
    // Tools of a workspace are part of it: what builds the schemas reads them from inside.
    files: ['schemas/build/**'],
    rules: { 'house/through-the-door': 'off' },
  },
  {
    files: ['engine/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-console': 'error' },
  },
);
