// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of profiles are written that way.
import type { PermissionMode } from '@contract/profile-choices.ts';
import type { Profile } from '@contract/profiles.ts';
import { usesPlaceholder } from './placeholders.ts';

type Mode = Profile['permissions']['modes'][number];

/** A mode as it is shown and logged: without how it is done. */
export const modeOf = ({ name, title = name, meaning, dangerous }: Mode): PermissionMode => ({
  name,
  title,
  meaning,
  dangerous,
});

/** Whether a profile says how a model is given. */
export const takesModel = ({ models }: Profile): boolean =>
  [...models.args, ...Object.values(models.env)].some((text) => usesPlaceholder(text, 'model'));

/** Stands, as a whole argument, where the arguments of the mode and the model go. */
export const chosenPlace = '${chosen}';

/** What the chosen mode and model add to a launch; placeholders are not filled in yet. */
export interface Variant {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** The variant of a profile that an instance is. A mode that the profile no longer has adds nothing: a launch refuses it before. */
export const variantOf = (
  profile: Profile,
  instance: { readonly mode: { readonly name: string } | null; readonly model: string | null },
): Variant => {
  const mode = profile.permissions.modes.find(({ name }) => name === instance.mode?.name);
  const { models } = profile;
  return {
    args: [...(mode?.args ?? []), ...(instance.model === null ? [] : models.args)],
    env: { ...mode?.env, ...(instance.model === null ? {} : models.env) },
  };
};

/** Arguments with those of the variant in their place, or before all others: an option after a subcommand may be another one's. */
export const withVariant = (args: readonly string[], variant: Variant): string[] =>
  args.includes(chosenPlace)
    ? args.flatMap((arg) => (arg === chosenPlace ? variant.args : [arg]))
    : [...variant.args, ...args];
