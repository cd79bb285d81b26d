// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of profiles are written that way.
import type { Profile } from '@contract/profiles.ts';
import { takesModel } from '../../core/hierarchy/variant.ts';
import { homeMistakes } from './home-rules.ts';
import { type Mistake, mistake, variableMistakes } from './mistakes.ts';

/** Mistakes in what can be chosen at a spawn: modes, models, and the home. */
export const choiceMistakes = (profile: Profile): Mistake[] => [
  ...defaultModeMistakes(profile),
  ...profile.permissions.modes.flatMap((mode, i) => modeMistakes(profile, mode, i)),
  ...modelMistakes(profile),
  ...homeMistakes(profile),
];

function defaultModeMistakes({ permissions }: Profile): Mistake[] {
  const { modes, default: name } = permissions;
  const at = ['permissions', 'default'];
  if (name === undefined)
    return modes.length === 0 ? [] : [mistake(at, 'is missing: it is the mode of a spawn that names none')];
  const chosen = modes.find((mode) => mode.name === name);
  if (chosen === undefined) {
    const names = modes.map((mode) => mode.name).join(', ');
    return [mistake(at, `is ${name}, not one of ${names === '' ? 'the modes: there are none' : names}`)];
  }
  return chosen.dangerous
    ? [mistake(at, `is ${name}, which is dangerous: the person chooses that at each spawn`)]
    : [];
}

function modeMistakes(profile: Profile, mode: Profile['permissions']['modes'][number], i: number): Mistake[] {
  const at = ['permissions', 'modes', i] as const;
  const { modes } = profile.permissions;
  const mistakes = variableMistakes(mode.env, [...at, 'env']);
  if (modes.findIndex(({ name }) => name === mode.name) !== i)
    mistakes.push(mistake([...at, 'name'], `is ${mode.name}, as that of a mode before it`));
  if (mode.agrees.length > 0 && !mode.dangerous)
    mistakes.push(mistake([...at, 'agrees'], 'is for dangerous modes alone, which a person says yes to'));
  for (const name of mode.agrees)
    if (!profile.signs.dialogs.some((dialog) => dialog.name === name))
      mistakes.push(mistake([...at, 'agrees'], `has ${name}, which is not a dialog of signs.dialogs`));
  return mistakes;
}

function modelMistakes(profile: Profile): Mistake[] {
  const { models } = profile;
  const mistakes = variableMistakes(models.env, ['models', 'env']);
  if (takesModel(profile)) return mistakes;
  if (models.args.length > 0 || Object.keys(models.env).length > 0)
    mistakes.push(mistake(['models', 'args'], 'has no ${model}, and nor has models.env'));
  else if (models.suggested.length > 0 || models.default !== undefined)
    mistakes.push(mistake(['models', 'args'], 'is missing: it says how a model is given, by ${model}'));
  return mistakes;
}
