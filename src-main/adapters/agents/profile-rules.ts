// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of profiles are written that way.
import type { Profile } from '@contract/profiles.ts';
import { placeholderNames, unknownPlaceholders, usesPlaceholder } from '../../core/hierarchy/placeholders.ts';
import type { Mistake } from './profile-mistakes.ts';

/** What Tutti itself sets for every instance: a profile that set them could pass for another instance. */
const ownVariables = new Set([
  'TUTTI_MCP_URL',
  'TUTTI_HOOK_URL',
  'TUTTI_TOKEN',
  'TUTTI_NONCE',
  'TUTTI_INSTANCE_ID',
  'TUTTI_ROLE',
  'TUTTI_PARENT',
  'TUTTI_TASK',
  'TUTTI_INSTANCE',
  'TUTTI_PROJECT',
]);

/** Mistakes that only show when several fields are looked at together, or that a schema can't say. */
export function ruleMistakes(profile: Profile): Mistake[] {
  return [
    ...texts(profile).flatMap(textMistakes),
    ...commandMistakes(profile),
    ...promptMistakes(profile),
    ...worktreeMistakes(profile),
    ...variableMistakes(profile),
    ...acceptMistakes(profile),
  ];
}

interface Text {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

const mistake = (path: readonly (string | number)[], what: string, atKey = false): Mistake => ({
  path,
  what,
  atKey,
});

const texts = (profile: Profile): Text[] => [
  { path: ['command'], text: profile.command },
  ...profile.args.map((text, i) => ({ path: ['args', i], text })),
  ...(profile.resumeArgs ?? []).map((text, i) => ({ path: ['resumeArgs', i], text })),
  ...Object.entries(profile.files).map(([name, text]) => ({ path: ['files', name], text })),
  ...Object.entries(profile.worktreeFiles).map(([name, text]) => ({ path: ['worktreeFiles', name], text })),
  ...Object.entries(profile.env).map(([name, text]) => ({ path: ['env', name], text })),
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

/** A relative path to a file that cannot climb out of the worktree, nor into git's own folder. */
function staysInside(path: string): boolean {
  const parts = path.split('/');
  const harmful = (part: string) =>
    part === '' || part === '.' || part === '..' || part.toLowerCase() === '.git';
  return !parts.some(harmful) && !path.includes('\\') && !path.includes('\0') && !path.includes('\n');
}

const variableMistakes = ({ env }: Profile): Mistake[] =>
  Object.keys(env).flatMap((name) => {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
      return [mistake(['env', name], 'is not the name of an environment variable', true)];
    return ownVariables.has(name)
      ? [mistake(['env', name], 'is set by Tutti itself for every instance', true)]
      : [];
  });

const acceptMistakes = ({ accept }: Profile): Mistake[] =>
  accept.by === 'screen' && accept.pattern === undefined
    ? [mistake(['accept', 'pattern'], 'is missing: accept.by is screen, which looks for it')]
    : [];
