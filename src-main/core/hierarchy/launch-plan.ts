import type { Actor } from '@contract/events.ts';
import type { Instance } from '@contract/instances.ts';
import type { Profile } from '@contract/profiles.ts';
import { sharesWith } from '@contract/shared-places.ts';
import type { Crew } from './crew.ts';
import { digestOf } from './digest.ts';
import type { Credentials } from './environment-of.ts';
import { type PlaceholderValues, usesPlaceholder } from './placeholders.ts';
import { rolePrompt } from './role-prompt.ts';
import { standingOf } from './standing.ts';
import { variantOf, withVariant } from './variant.ts';

export interface Launch {
  readonly instance: Instance;
  readonly profile: Profile;
  readonly incarnation: number;
  readonly credentials: Credentials;
  readonly confirm: boolean;
  readonly by: { readonly actor: Actor; readonly cause: number | null };
}

/** How one incarnation is started: its arguments as the profile has them, and what their placeholders stand for. */
export interface LaunchPlan {
  readonly prompt: string;
  readonly args: readonly string[];
  readonly values: PlaceholderValues;
  /** What the profile, and what was chosen of it, set in its environment; placeholders as in `args`. */
  readonly env: Readonly<Record<string, string>>;
  /** It continues the conversation it had. */
  readonly resumes: boolean;
}

/** A restart resumes where the profile says how, and the conversation is known if that needs its name; else it begins anew. */
export const planLaunch = (crew: Crew, order: Launch): LaunchPlan => {
  const { instance, profile, credentials, incarnation, confirm } = order;
  const ground = crew.ports.ground();
  const { resumeArgs, args } = profile;
  const needsName = resumeArgs?.some((arg) => usesPlaceholder(arg, 'session')) ?? false;
  const resumed =
    incarnation > 1 && resumeArgs !== undefined && (!needsName || instance.session !== null)
      ? resumeArgs
      : null;
  const prompt = rolePrompt({
    ...instance,
    sharedWith: sharesWith(crew.ledger.view.instances, instance),
    nonce: confirm ? credentials.nonce : null,
    limits: crew.ledger.view.settings.limits,
    notes: profile.prompt.notes,
    standing: standingOf(crew, instance),
    digest: incarnation > 1 && resumed === null ? digestOf(crew.ledger.view, instance) : null,
  });
  const { file } = profile.prompt;
  const values = {
    ...credentials,
    ...ground,
    node: ground.node.command,
    instance: instance.id,
    task: instance.task,
    prompt,
    promptFile: file === undefined ? '' : `${instance.cwd}/${file}`,
    files: crew.ports.privateFiles.folderOf(instance.run, instance.id),
    session: (resumed === null ? null : instance.session?.id) ?? crew.ports.secrets.uuid(),
    model: instance.model ?? '',
  };
  const variant = variantOf(profile, instance);
  return {
    prompt,
    args: withVariant(resumed ?? args, variant),
    env: { ...profile.env, ...variant.env },
    values,
    resumes: resumed !== null,
  };
};
