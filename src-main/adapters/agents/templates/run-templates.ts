import { join, relative } from 'node:path';
import { fail, ok, type Result } from '@contract/result.ts';
import type { RunTemplate, TemplateEntry } from '@contract/run-templates.ts';
import type { RunTemplates } from '../../../core/ports/run-templates.ts';
import type { Environment } from '../../system/state-folder.ts';
import { personFolder } from '../profiles.ts';
import { boundedText, profileNames } from '../read-profile-folder.ts';
import { parseTemplate, unreadTemplate } from './parse-template.ts';
import { shippedTemplates } from './shipped-templates.ts';

export interface TemplatePlaces {
  /** Root of the project, whose `.tutti/templates` is read. */
  readonly project: string;
  /** The person's own folder; see `personTemplateFolder`. */
  readonly person: string;
}

/** `$XDG_CONFIG_HOME/tutti/templates`. */
export const personTemplateFolder = (env: Environment): string => join(personFolder(env), 'templates');

/** More files than a person writes: each would be read at every listing. */
const maxFiles = 200;

type Known = TemplateEntry & { readonly text: string | null };

export function createRunTemplates(places: TemplatePlaces): RunTemplates {
  const pick = async (name: string, trusted: boolean): Promise<Result<Known>> => {
    const all = await knownTemplates(places, trusted);
    const found = all.find((one) => one.name === name);
    return found === undefined ? noSuch(name, all) : ok(found);
  };
  return {
    list: async (trusted) => (await knownTemplates(places, trusted)).map(({ text: _, ...entry }) => entry),
    show: pick,
    find: async (name, trusted) => {
      const found = await pick(name, trusted);
      return found.ok ? usable(found.value, trusted) : found;
    },
  };
}

/** All templates, whether they can be used or not. Who comes first keeps the name: a project takes none of the person's. */
async function knownTemplates({ person, project }: TemplatePlaces, trusted: boolean): Promise<Known[]> {
  const own = await readFolder(person, 'person', null, (file) => file);
  const folder = join(project, '.tutti', 'templates');
  const foreign = await readFolder(folder, 'project', project, (file) => relative(project, file));
  const shipped = shippedTemplates
    // The person may replace what ships with Tutti, even by one with a mistake: running the other would surprise.
    .filter(({ name }) => !own.some((mine) => mine.name === name))
    .map((read): Known => ({ ...entryOf(read), source: 'tutti', file: null, text: read.text }));
  const all = markDoubles([...shipped, ...own, ...foreign]);
  return trusted ? all : all.map((one) => (one.source === 'project' ? untrusted(one) : one));
}

const entryOf = ({ name, template, problem }: ReturnType<typeof parseTemplate>) => ({
  name,
  title: template?.title ?? name,
  template,
  problem,
});

async function readFolder(
  folder: string,
  source: 'person' | 'project',
  within: string | null,
  showAs: (file: string) => string,
): Promise<Known[]> {
  const names = (await profileNames(folder)).slice(0, maxFiles);
  return Promise.all(
    names.map(async (name): Promise<Known> => {
      const file = join(folder, name);
      const text = await boundedText(file, within);
      const read = text.ok ? parseTemplate(text.value, showAs(file)) : unreadTemplate(showAs(file), text.why);
      return { ...entryOf(read), source, file, text: text.ok ? text.value : null };
    }),
  );
}

function markDoubles(all: readonly Known[]): Known[] {
  return all.map((known, at) => {
    const first = all.findIndex((other) => other.name === known.name);
    if (first === at) return known;
    const whose = all[first]?.file ?? 'one of Tutti’s own templates';
    return {
      ...known,
      template: null,
      problem: `${known.file}:1: name: ${known.name} is already the name of ${whose}`,
    };
  });
}

const untrusted = (known: Known): Known => ({
  ...known,
  template: null,
  problem:
    'the project is not trusted yet, and a template tells agents what to do: trust it with `tutti trust` or in the window',
});

function usable({ name, source, file, template, problem }: Known, trusted: boolean): Result<RunTemplate> {
  if (template !== null) return ok(template);
  if (source === 'project' && !trusted)
    return fail(
      'not_trusted',
      `the template ${name} is the project's own, and the project is not trusted yet`,
      `Read ${file}, then trust the project with \`tutti trust\` or in the window.`,
    );
  return fail('bad_input', problem ?? `${name} can't be read`, 'Correct the file and try again.', {
    field: 'template',
  });
}

const noSuch = (name: string, all: readonly Known[]) =>
  fail(
    'not_found',
    `no template is named ${name}; there are ${all.map((one) => one.name).join(', ')}`,
    'Name one of these, or write a template of that name.',
    { field: 'template' },
  );
