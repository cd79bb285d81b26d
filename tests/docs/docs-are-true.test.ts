import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { eventKinds } from '@contract/events.ts';
import { recordingSettingsSchema } from '@contract/recording-settings.ts';
import { errorCodes } from '@contract/result.ts';
import { instanceStates } from '@contract/states.ts';
import { expect, test } from 'vitest';
import { ROOT } from '../../build/setup/places.mjs';
import { parseProfile } from '../../src-main/adapters/agents/parse-profile.ts';
import { shippedParent } from '../../src-main/adapters/agents/shipped-profiles.ts';
import { parseTemplate } from '../../src-main/adapters/agents/templates/parse-template.ts';
import { placeholderNames } from '../../src-main/core/hierarchy/placeholders.ts';
import { createProgram } from '../../src-main/hosts/cli/program.ts';
import { commandLinesOf, mistakeIn, wordsOf } from './command-lines.ts';
import { allPages, anchorsOf, fencesOf, filesOfGit, pageAt, relativeLinksOf } from './pages.ts';
import { profileFields, templateFields } from './profile-fields.ts';

const pages = allPages();
const guide = (name: string): string => pageAt(`docs/guides/${name}.md`).text;

test('every command line that is shown would be understood', async () => {
  const lines = pages.flatMap(({ path, text }) =>
    commandLinesOf(text).map((command) => ({ path, ...command })),
  );
  const mistakes = await Promise.all(
    lines.map(async ({ path, ...command }) => {
      const mistake = await mistakeIn(command);
      return mistake === null ? [] : [`${path}: ${mistake}`];
    }),
  );
  expect(mistakes.flat()).toEqual([]);
  // Fewer would mean that they are no longer found.
  expect(lines.length).toBeGreaterThan(60);
});

test.each([
  'tutti dance',
  'tutti list --colour',
  'tutti spawn --profile shell --role chef',
  'tutti spawn --role manager',
  'tutti send exec_1 x --priority asap',
  'tutti events --kind run.exploded',
])('%s would be found out', async (line) => {
  expect(await mistakeIn({ line, brief: false })).toContain(line);
});

test('shell words are taken apart as a shell does', () => {
  expect(wordsOf(`tutti send exec_1 'echo "hi"' "a b" --wait`)).toEqual([
    'tutti',
    'send',
    'exec_1',
    'echo "hi"',
    'a b',
    '--wait',
  ]);
});

test('the guide to the command line has every command and every option', () => {
  const io = { cwd: '/', env: {}, colour: false, out: () => {}, err: () => {} };
  const whole = { ...io, stdin: async () => '', onInterrupt: () => () => {} };
  const text = guide('command-line');
  const headings = anchorsOf(text).join(' ');
  for (const command of createProgram(whole, '0', () => {}).commands) {
    expect(headings).toContain(command.name());
    for (const option of command.options) expect(text).toContain(option.long);
  }
});

test('every link leads somewhere, and every picture is there or made by the screenshot script', () => {
  const files = new Set(filesOfGit());
  const scripts = [...files].filter((path) => /^build\/.*screenshot/.test(path));
  const made = scripts.map((path) => readFileSync(join(ROOT, path), 'utf8')).join('\n');
  const missing = pages.flatMap(({ path, text }) =>
    relativeLinksOf(text).flatMap(({ image, target }) => {
      const [file = '', anchor] = target.split('#');
      const to = file === '' ? path : normalize(join(dirname(path), file));
      const there = files.has(to) || (image && made.includes(to.replace(/^.*\/|\.png$/g, '')));
      const anchored = anchor === undefined || (there && anchorsOf(pageAt(to).text).includes(anchor));
      return there && anchored ? [] : [`${path}: ${target}`];
    }),
  );
  expect(missing).toEqual([]);
});

test('every error code is in troubleshooting, and no other', () => {
  const codes = [...guide('troubleshooting').matchAll(/^\| `([a-z_]+)` +\|/gm)].map(([, code]) => code);
  expect(codes.toSorted()).toEqual([...errorCodes].toSorted());
});

test('every field and every placeholder of a profile is in the guide, and no other', () => {
  const rows = fieldRows(guide('profiles'), 'Fields');
  expect(rows.toSorted()).toEqual([...profileFields()].toSorted());
  const placeholders = fieldRows(guide('profiles'), 'Placeholders').map((name) => name.slice(2, -1));
  expect(placeholders.toSorted()).toEqual([...placeholderNames].toSorted());
});

/** What stands in backticks in the first column of the table below a heading. */
const fieldRows = (text: string, heading: string): readonly string[] => {
  const section = text.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\| (`[^|]*) +\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );
};

test('every example of a profile can be used', () => {
  const examples = fencesOf(guide('profiles')).filter(({ language }) => language === 'yaml');
  expect(examples.length).toBeGreaterThan(1);
  for (const { text } of examples)
    expect(parseProfile(text, 'example.yaml', shippedParent).problem).toBeNull();
});

test('every field of a run template is in the guide, and no other; its examples can be used', () => {
  expect(fieldRows(guide('templates'), 'Fields').toSorted()).toEqual([...templateFields()].toSorted());
  const examples = fencesOf(guide('templates')).filter(({ language }) => language === 'yaml');
  expect(examples.length).toBeGreaterThan(0);
  for (const { text } of examples) expect(parseTemplate(text, 'example.yaml').problem).toBeNull();
});

test('every state is explained, and every event that is named exists', () => {
  const states = fieldRows(guide('states-and-delivery'), 'States of an instance');
  expect(states).toEqual(expect.arrayContaining([...instanceStates]));
  const prefixes = [...new Set(eventKinds.map((kind) => kind.split('.')[0]))].join('|');
  const kind = new RegExp(`\`((?:${prefixes})\\.[a-z]+)\``, 'g');
  const settings = Object.keys(recordingSettingsSchema.shape).map((name) => `recording.${name}`);
  const notEvents = new Set(['host.json', 'host.lock', 'host.log', 'host.sock', ...settings]);
  const named = pages.flatMap(({ text }) => [...text.matchAll(kind)].map(([, name = '']) => name));
  expect(named.filter((name) => !notEvents.has(name) && !eventKinds.some((one) => one === name))).toEqual([]);
  expect(named.length).toBeGreaterThan(3);
});

test('every npm script that is named exists', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const named = pages.flatMap(({ text }) => [
    ...[...text.matchAll(/npm run ([a-z][a-z0-9:-]*)/g)].map(([, name = '']) => name),
    ...[...text.matchAll(/npm (start|test)\b/g)].map(([, name = '']) => name),
  ]);
  expect(named.length).toBeGreaterThan(10);
  expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([]);
});

test('every pattern of orchestration is in the table of tests', () => {
  const { text } = pageAt('docs/testing.md');
  const files = filesOfGit().filter((path) => /^tests\/(e2e|core)\/patterns\/.*\.test\.ts$/.test(path));
  expect(files.length).toBeGreaterThan(5);
  for (const path of files) expect(text).toContain(`(../${path})`);
});

test('every decision is in the index', () => {
  const index = pageAt('docs/decisions/README.md').text;
  const records = filesOfGit().filter((path) => /^docs\/decisions\/\d+-.*\.md$/.test(path));
  expect(records.length).toBeGreaterThan(10);
  for (const path of records) expect(index).toContain(`(${path.replace('docs/decisions/', '')})`);
});

test('no page speaks of the machine it was written on', () => {
  const absolute = /(?<=[\s`'"(=])\/[a-z]+\/[\w./-]+/g;
  // Where programs are on every machine, and the reader's own folders.
  const anybodys = /^\/(bin|dev|usr\/bin|home\/me|tmp\/try)(\/|$)/;
  const found = pages.flatMap(({ path, text }) =>
    [...text.matchAll(absolute)].map(([place]) => ({ path, place })),
  );
  expect(found.filter(({ place }) => !anybodys.test(place))).toEqual([]);
  expect(found.length).toBeGreaterThan(3);
});
