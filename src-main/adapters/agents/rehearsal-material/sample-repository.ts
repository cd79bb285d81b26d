import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { fail, ok, type Result } from '@contract/result.ts';
import { cleanFile, cleanSource } from './clean-file.ts';
import { pieces, sourceFile } from './pieces.ts';

const run = promisify(execFile);

const readme = `# Text statistics

A small library without dependencies:

${pieces.map(({ name, does }) => `- \`src/${name}.js\` ${does}`).join('\n')}

\`src/clean.js\` is what they do to a text first, \`src/index.js\` hands them all out. Run the tests with \`npm test\`.
`;

const packageJson = {
  name: 'text-statistics',
  version: '0.1.0',
  private: true,
  type: 'module',
  exports: './src/index.js',
  scripts: { test: 'node --test' },
};

const index = pieces.map(({ name }) => `export * from './${name}.js';`).join('\n');

const indexTest = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as statistics from '../src/index.js';

const text = 'The cat sat on the mat. It was a well-fed cat!';

test('the modules work together', () => {
  assert.equal(statistics.countWords(text), 11);
  assert.equal(statistics.countSentences(text), 2);
  assert.deepEqual(statistics.mostFrequent(text, 1), [['cat', 2]]);
  assert.equal(typeof statistics.readability(text), 'number');
});
`;

const files: Readonly<Record<string, string>> = {
  'README.md': readme,
  'package.json': `${JSON.stringify(packageJson, null, 2)}\n`,
  '.gitignore': 'node_modules/\n',
  'src/index.js': `${index}\n`,
  [cleanFile]: cleanSource,
  'test/index.test.js': indexTest,
  ...Object.fromEntries(
    pieces.map((piece) => [
      sourceFile(piece),
      `// Not written yet. This module ${piece.does}.\nexport {};\n`,
    ]),
  ),
};

/**
 * Makes the repository that a rehearsal is played on: a small library whose four modules are still to be written, so
 * that its tests fail, on branch `main` with one commit and an author of its own. The folder is made where it is not
 * there. Answers with the folder.
 */
export async function makeSampleRepository(folder: string): Promise<Result<string>> {
  try {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text, { flag: 'wx' });
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return fail(
      'bad_input',
      `the sample repository can't be written: ${why}`,
      'Name an empty folder that you may write to.',
    );
  }
  const steps = [
    ['init', '--quiet', '--initial-branch=main'],
    ['config', 'user.name', 'Tutti rehearsal'],
    ['config', 'user.email', 'rehearsal@tutti.invalid'],
    ['config', 'commit.gpgsign', 'false'],
    ['add', '--all'],
    [
      '-c',
      'core.hooksPath=/dev/null',
      'commit',
      '--quiet',
      '-m',
      'A text statistics library, its modules still to be written',
    ],
  ];
  for (const args of steps) {
    try {
      await run('git', args, { cwd: folder });
    } catch (error) {
      const { stderr = '', message } = error as Error & { stderr?: string };
      return fail('git_failed', `git ${args[0]} failed in the sample repository`, 'Look at what git says.', {
        details: (stderr || message).slice(0, 2000),
      });
    }
  }
  return ok(folder);
}
