import type { ProfileChoices } from '@contract/profile-choices.ts';
import type { Profile } from '@contract/profiles.ts';
import { modeOf, takesModel } from '../../core/hierarchy/variant.ts';

/** What can be chosen of a profile at a spawn; nothing of one that can't be read. */
export const choicesOf = (profile: Profile | null): ProfileChoices => {
  if (profile === null) return nothing;
  const { permissions, models, home, login } = profile;
  return {
    extends: profile.extends ?? null,
    modes: permissions.modes.map(modeOf),
    mode: permissions.default ?? null,
    models: models.suggested.map(({ name, title = name }) => ({ name, title })),
    model: models.default ?? null,
    takesModel: takesModel(profile),
    home: home?.by ?? null,
    tellsLogin: login !== undefined,
  };
};

const nothing: ProfileChoices = {
  extends: null,
  modes: [],
  mode: null,
  models: [],
  model: null,
  takesModel: false,
  home: null,
  tellsLogin: false,
};
