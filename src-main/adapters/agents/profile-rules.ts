// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of profiles are written that way.
import type { Profile } from '@contract/profiles.ts';
import { placeholderNames, unknownPlaceholders, usesPlaceholder } from '../../core/hierarchy/placeholders.ts';
import { chosenPlace } from '../../core/hierarchy/variant.ts';
import { choiceMistakes } from './choice-rules.ts';
import { hookDialects } from './hook-dialects/all.ts';
import { type Mistake, mistake, staysInside, variableMistakes } from './mistakes.ts';

/** Mistakes that only show when several fields are looked at together, or that a schema can't say. */
export function ruleMistakes(profile: Profile): Mistake[] {
  return [
    ...texts(profile).flatMap(textMistakes),
    ...commandMistakes(profile),
    ...promptMistakes(profile),
    ...worktreeMistakes(profile),
    ...variableMistakes(profile.env, ['env']),
    ...acceptMistakes(profile),
    ...choiceMistakes(profile),
    ...wayMistakes(profile),
  ];
}

interface Text {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

const texts = (profile: Profile): Text[] => [
  { path: ['command'], text: profile.command },
  ...argTexts(profile.args, ['args']),
  ...argTexts(profile.resumeArgs ?? [], ['resumeArgs']),
  ...profile.permissions.modes.flatMap((mode, i) => addedTexts(mode, ['permissions', 'modes', i])),
  ...addedTexts(profile.models, ['models']),
  ...(profile.login?.args ?? []).map((text, i) => ({ path: ['login', 'args', i], text })),
  ...Object.entries(profile.files).map(([name, text]) => ({ path: ['files', name], text })),
  ...Object.entries(profile.worktreeFiles).map(([name, text]) => ({ path: ['worktreeFiles', name], text })),
  ...Object.entries(profile.env).map(([name, text]) => ({ path: ['env', name], text })),
];

/** Arguments, without the place that is kept for those of the mode and the model. */
const argTexts = (args: readonly string[], path: Text['path']): Text[] =>
  args.flatMap((text, i) => (text === chosenPlace ? [] : [{ path: [...path, i], text }]));

const addedTexts = (
  { args, env }: { readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> },
  path: Text['path'],
): Text[] => [
  ...args.map((text, i) => ({ path: [...path, 'args', i], text })),
  ...Object.entries(env).map(([name, text]) => ({ path: [...path, 'env', name], text })),
];

function textMistakes({ path, text }: Text): Mistake[] {
  const unknown = unknownPlaceholders(text).map((name) =>
    mistake(
      path,
      `has \${${name}}, which stands for nothing; known are ${placeholderNames.join(', ')} (write $\${ for a plain \${)`,
    ),
  );
  // No program can be given one: the system ends an argument at it.
  return text.includes('\0') ? [...unknown, mistake(path, 'holds a NUL character')] : unknown;
}

function commandMistakes({ command }: Profile): Mistake[] {
  const absolute = command.startsWith('/') || command.startsWith('${');
  if (absolute || !command.includes('/')) return [];
  return [
    mistake(['command'], 'is neither a name to be found in PATH nor an absolute path (${project}/… is one)'),
  ];
}

function promptMistakes({ prompt, args, resumeArgs, env, files }: Profile): Mistake[] {
  const all = [...args, ...(resumeArgs ?? []), ...Object.values(env), ...Object.values(files)];
  const mistakes: Mistake[] = [];
  if (prompt.first === 'argument' && !args.some((text) => usesPlaceholder(text, 'prompt')))
    mistakes.push(mistake(['prompt', 'first'], 'is argument, but no argument has ${prompt}'));
  if (prompt.file === undefined && all.some((text) => usesPlaceholder(text, 'promptFile')))
    mistakes.push(mistake(['prompt', 'file'], 'is missing, but ${promptFile} is used'));
  if (prompt.file !== undefined && !staysInside(prompt.file))
    mistakes.push(mistake(['prompt', 'file'], 'is not a path inside the worktree, such as AGENTS.md'));
  return mistakes;
}

const worktreeMistakes = ({ worktreeFiles }: Profile): Mistake[] =>
  Object.entries(worktreeFiles).flatMap(([file, text]) => [
    ...(staysInside(file)
      ? []
      : [
          mistake(
            ['worktreeFiles', file],
            'is not a path inside the worktree, such as .gemini/settings.json',
            true,
          ),
        ]),
    ...(usesPlaceholder(text, 'token')
      ? [mistake(['worktreeFiles', file], 'has ${token}, which belongs in `files` or in `env`')]
      : []),
  ]);

const acceptMistakes = ({ accept }: Profile): Mistake[] =>
  accept.by === 'screen' && accept.pattern === undefined
    ? [mistake(['accept', 'pattern'], 'is missing: accept.by is screen, which looks for it')]
    : [];

/** The dialects whose Stop hook takes a message for an answer. */
const handingOver = Object.keys(hookDialects).filter((name) => hookDialects[name]?.handsOver === true);

/** A Stop hook that is never called, or not understood, would keep every message until the agent rests. */
function wayMistakes(profile: Profile): Mistake[] {
  if (profile.submit.way !== 'stop-hook') return [];
  const all = texts(profile).map(({ text }) => text);
  const calls = all.some(
    (text) => /\bStop\b/.test(text) && handingOver.some((name) => text.includes(`\${hookUrl}/${name}`)),
  );
  if (!calls) {
    const urls = handingOver.map((name) => `\${hookUrl}/${name}`).join(', ');
    return [
      mistake(
        ['submit', 'way'],
        `is stop-hook, but nothing here calls a Stop hook at ${urls}; use paste or inbox`,
      ),
    ];
  }
  return profile.accept.by === 'hook'
    ? []
    : [
        mistake(
          ['submit', 'way'],
          'is stop-hook, which needs accept.by hook: nothing else tells that it was taken',
        ),
      ];
}
