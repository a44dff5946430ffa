/**
 * typescript-eslint's `strictTypeChecked` and the laws of this house that a rule can hold. What concerns rooms (who may
 * import whom, what each may touch) and the length of files is held by test/architecture.test.ts instead.
 */
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

const TIME = 'time is a parameter: take a Clock (src/base/clock.ts)'
const HTTP = 'an import of it loads all of fetch, too (13 MB): take http of src/reach/http.ts'
const CHANCE = 'chance is a parameter: take a Random (src/base/random.ts)'

const timeAndChance = {
  'no-restricted-globals': [
    'error',
    { name: 'setTimeout', message: TIME },
    { name: 'setInterval', message: TIME },
    { name: 'performance', message: TIME },
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: TIME },
    { object: 'process', property: 'hrtime', message: TIME },
    { object: 'Math', property: 'random', message: CHANCE },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: TIME },
    { selector: 'ImportDeclaration[source.value=/^(node:)?timers/]', message: TIME },
  ],
}

export default defineConfig(
  // A program against types that are generated where it is compiled, by test/peer/openapi-client.test.ts.
  globalIgnores(['dist/', 'coverage/', 'test/peer/generated-client/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // A number reads the same however it is turned into text; anything else says how.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => timer.cancel()` is no confusion.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // `this: void` says that a function may be taken off its object.
      '@typescript-eslint/no-invalid-void-type': ['error', { allowAsThisParameter: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      // Types are stripped one file at a time: `import { type A }` alone would still load the file.
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/consistent-type-exports': 'error',
      // A leading underscore says "not needed here" where a signature demands the parameter.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none', ignoreRestSiblings: true },
      ],
      // Ports and behaviours are implemented by functions that may have nothing to await.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/strict-boolean-expressions': 'off',
      eqeqeq: 'error',
      curly: ['error', 'multi-line'],
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': ['error', { destructuring: 'all' }],
      // One idea, one name: an export is called the same everywhere.
      'no-restricted-exports': [
        'error',
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: { 'no-console': 'error', ...timeAndChance },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { paths: [{ name: 'node:http', message: HTTP, allowTypeImports: true }] },
      ],
    },
  },
  {
    // What tells a story moves the clock by hand; only what talks to other processes has to wait for them.
    files: ['test/{flow,wire,fault,win32,support}/**/*.ts'],
    rules: timeAndChance,
  },
  {
    files: ['src/base/clock.ts', 'src/base/random.ts'],
    rules: {
      'no-restricted-globals': 'off',
      'no-restricted-properties': 'off',
      'no-restricted-syntax': 'off',
    },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts', 'bench/**/*.ts', 'build/**/*.ts', 'lab/**/*.ts'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  {
    // What a component gives is JSX, and nothing else.
    files: ['**/*.tsx'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  {
    // Tools read these by their default export.
    files: ['*.config.ts'],
    rules: { 'no-restricted-exports': 'off' },
  },
)
