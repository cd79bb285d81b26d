import type { Instance } from '@contract/instances.ts';
import type { PermissionMode } from '@contract/profile-choices.ts';
import type { Profile } from '@contract/profiles.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Caller } from '../model/caller.ts';
import { modeOf, takesModel } from './variant.ts';

type Wanted = Pick<VerbParsed<'instances.spawn'>, 'permissions' | 'dangerous' | 'model'>;

export interface Chosen {
  readonly mode: PermissionMode | null;
  readonly model: string | null;
}

/** What a spawn chooses of its profile: checked against who asks, and what the profile offers. */
export const chooseVariant = (caller: Caller, wanted: Wanted, profile: Profile): Result<Chosen> => {
  const mode = chooseMode(caller, wanted, profile);
  if (!mode.ok) return mode;
  const model = wanted.model ?? profile.models.default ?? null;
  if (wanted.model !== undefined && !takesModel(profile))
    return fail(
      'bad_input',
      `${profile.name} does not say how a model is given`,
      'Leave "model" out, or add "models.args" to the profile.',
      { field: 'model' },
    );
  return ok({ mode: mode.value, model });
};

const chooseMode = (
  caller: Caller,
  { permissions, dangerous }: Wanted,
  profile: Profile,
): Result<PermissionMode | null> => {
  const { modes, default: usual } = profile.permissions;
  const name = permissions ?? usual;
  const mode = modes.find((one) => one.name === name);
  // Whatever it names: how far an agent goes without asking is never another agent's to say.
  if (caller.kind === 'instance' && (permissions !== undefined || dangerous === true)) {
    const what = mode?.dangerous === true ? `spawn with ${mode.name}, which asks for nothing` : chooses;
    const field = permissions === undefined ? 'dangerous' : 'permissions';
    return fail('refused', `only the person may ${what}`, `Leave "${field}" out: ${usualWords(usual)}.`, {
      field,
    });
  }
  if (mode === undefined) {
    if (permissions === undefined && dangerous !== true) return ok(null);
    const names = modes.map((one) => one.name).join(', ');
    return fail(
      'bad_input',
      names === ''
        ? `${profile.name} has no permission modes`
        : `${profile.name} has no permission mode ${permissions}; there are ${names}`,
      names === '' ? 'Leave "permissions" and "dangerous" out.' : 'Name one of these.',
      { field: 'permissions' },
    );
  }
  return checkYes(mode, dangerous ?? false);
};

const chooses = 'choose what an agent does without asking';

const usualWords = (usual: string | undefined): string =>
  usual === undefined ? 'the profile has its own way' : `the profile’s own mode (${usual}) holds`;

/** The explicit yes, which a dangerous mode needs, and which no other may be given: it would say yes to nothing. */
const checkYes = (
  mode: Profile['permissions']['modes'][number],
  yes: boolean,
): Result<PermissionMode | null> => {
  if (mode.dangerous && !yes)
    return fail(
      'refused',
      `${mode.name} is dangerous, and needs your explicit yes: ${mode.meaning}`,
      'Say "dangerous": true (`tutti spawn … --accept-danger`) if you accept that, or choose another mode.',
      { field: 'dangerous' },
    );
  if (!mode.dangerous && yes)
    return fail(
      'bad_input',
      `${mode.name} is not dangerous: there is nothing to accept`,
      'Leave "dangerous" out, or name the mode that you mean in "permissions".',
      { field: 'dangerous' },
    );
  return ok(modeOf(mode));
};

/** Whether an instance can be started again as it was: in a mode that is still there, and no more dangerous than it was agreed to. */
export const stillOffers = (profile: Profile, { mode, id, model }: Instance): Result<void> => {
  if (model !== null && !takesModel(profile))
    return fail(
      'profile_invalid',
      `${id} was given the model ${model}, and ${profile.name} no longer says how`,
      'Give the profile "models.args" again, or spawn another instance.',
      { field: 'models.args' },
    );
  if (mode === null) return ok(undefined);
  const now = profile.permissions.modes.find(({ name }) => name === mode.name);
  if (now !== undefined && (!now.dangerous || mode.dangerous)) return ok(undefined);
  const what = now === undefined ? 'is no longer there' : 'has become dangerous';
  return fail(
    'profile_invalid',
    `${id} was spawned in the mode ${mode.name} of ${profile.name}, which ${what}`,
    'Give the profile that mode again, or spawn another instance.',
    { field: 'permissions.modes' },
  );
};
