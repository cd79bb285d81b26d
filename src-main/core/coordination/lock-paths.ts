import { normalPath, pathProblem } from '@contract/paths.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Crew } from '../hierarchy/crew.ts';
import type { Caller } from '../model/caller.ts';

/** An absolute path without `.`, `..` and doubled slashes; what leads above the root stays at it, as in a file system. */
const plainAbsolute = (path: string): string => {
  const kept: string[] = [];
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue;
    if (name === '..') kept.pop();
    else kept.push(name);
  }
  return `/${kept.join('/')}`;
};

/** The folders that a path may be given from: the caller's own, the others' of this run, the repository. */
const foldersOf = (crew: Crew, caller: Caller): string[] => {
  const { instances } = crew.ledger.view;
  const own = caller.kind === 'instance' ? instances[caller.id]?.cwd : undefined;
  const all = [...Object.values(instances).map(({ cwd }) => cwd), crew.ports.repository.root];
  // The innermost first: worktrees may lie in the repository's own folder.
  const inner = [...new Set(all)].sort((one, other) => other.length - one.length);
  return own === undefined ? inner : [own, ...inner];
};

/** Relative to the project where it was given by its whole name in a worktree; as it is where it was not. */
const relativeTo = (folders: readonly string[], given: string): string => {
  if (!given.startsWith('/')) return given;
  const whole = plainAbsolute(given);
  const folder = folders.find((one) => whole === one || whole.startsWith(`${one}/`));
  // What the whole project would be is refused as such.
  return folder === undefined ? given : whole.slice(folder.length + 1) || '**';
};

const bad = (given: string, problem: string, field: string) =>
  fail(
    'bad_input',
    `“${given.slice(0, 200)}” can’t be locked: ${problem}.`,
    `Correct “${field}” and call again.`,
    {
      field,
    },
  );

const claimOf = async (
  crew: Crew,
  place: { readonly folders: readonly string[]; readonly folder: string },
  given: string,
  field: string,
): Promise<Result<string>> => {
  const path = relativeTo(place.folders, given);
  const problem = pathProblem(path);
  if (problem !== null) return bad(given, problem, field);
  const real = await crew.ports.worktrees.placeOfClaim(place.folder, normalPath(path));
  if (real === null) return bad(given, 'a link in it leads out of the project', field);
  const realProblem = pathProblem(real === '' ? '**' : real);
  return realProblem === null ? ok(normalPath(real)) : bad(given, realProblem, field);
};

/**
 * The claims that a caller means: within the project, relative to it, links followed, each once. `bad_input` names the first that
 * is none; `field` is the input's.
 */
export const claimsOf = async (
  crew: Crew,
  caller: Caller,
  given: readonly string[],
  field: (place: number) => string,
): Promise<Result<string[]>> => {
  const folders = foldersOf(crew, caller);
  const own = caller.kind === 'instance' ? crew.instance(caller.id)?.cwd : undefined;
  const place = { folders, folder: own ?? crew.ports.repository.root };
  const claims = await Promise.all(given.map((path, at) => claimOf(crew, place, path, field(at))));
  const wrong = claims.find((claim) => !claim.ok);
  if (wrong !== undefined && !wrong.ok) return wrong;
  return ok([...new Set(claims.flatMap((claim) => (claim.ok ? [claim.value] : [])))]);
};

/**
 * Whether no claim leads out of the project by a link, as seen where the caller works. `bad_input` names the first that does;
 * `field` is the input's. The claims themselves stay as they were said.
 */
export const claimsStayInside = async (
  crew: Crew,
  caller: Caller,
  claims: readonly { readonly path: string; readonly field: string }[],
): Promise<Result<void>> => {
  const own = caller.kind === 'instance' ? crew.instance(caller.id)?.cwd : undefined;
  const folder = own ?? crew.ports.repository.root;
  const places = await Promise.all(
    claims.map(async (claim) => ({
      ...claim,
      real: await crew.ports.worktrees.placeOfClaim(folder, claim.path),
    })),
  );
  const out = places.find(({ real }) => real === null || real === '');
  if (out === undefined) return ok(undefined);
  const where = out.real === null ? 'leads out of the project' : 'leads to the whole project';
  return fail(
    'bad_input',
    `a link in “${out.path}” ${where}`,
    `Name what is meant by its own path: correct “${out.field}” and call again.`,
    { field: out.field },
  );
};
