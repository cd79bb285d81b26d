import type { Profile } from '@contract/profiles.ts';
import type { ScreenSign, SeenLimit } from '../ports/screens.ts';
import type { Change, Crew, Life } from './crew.ts';
import { pasteFirstPrompt } from './first-prompt.ts';
import { consider, shownQuestion, takeSign } from './signs.ts';

/**
 * What a screen's text says counts only while the agent's own hooks are silent, but for a dialog of its CLI: no hook tells of
 * those.
 */
export const takeScreenSign = (
  crew: Crew,
  life: Life,
  seen: { readonly sign: ScreenSign; readonly line: string; readonly dialog: string | null },
): void => {
  if (life.ending) return;
  const { sign, line } = seen;
  if (sign === 'ready') void pasteFirstPrompt(crew, life);
  const dialog = life.profile.signs.dialogs.find(({ name }) => name === seen.dialog);
  if (dialog !== undefined) {
    const { text, choices } = dialog;
    const detail = line.slice(0, 2000);
    const question = { text, choices, kind: 'dialog', tool: dialog.name, detail } as const;
    const state = crew.instance(life.id)?.state ?? null;
    life.underDialog = state === 'waiting' ? null : (life.doubt?.word.to ?? state);
    consider(crew, life, { to: 'waiting', reason: text, question, witness: 'screen', lifts: true });
    return;
  }
  const shown = sign === 'waiting' ? shownQuestion(life) : null;
  if (shown !== null) {
    consider(crew, life, { ...shown, lifts: false });
    return;
  }
  if (life.hooked && crew.instance(life.id)?.question?.kind !== 'dialog') return;
  const change = sign === null ? signGone(crew, life) : { to: sign, reason: line.slice(0, 200) };
  if (change !== null) consider(crew, life, { ...change, witness: 'screen', lifts: true });
};

/** What only the screen had told ends with its sign: an answered question, a turn that is over. */
const signGone = (crew: Crew, life: Life): Pick<Change, 'to' | 'reason'> | null => {
  const instance = crew.instance(life.id);
  if (instance?.witness !== 'screen') return null;
  if (instance.state === 'waiting') {
    const rested = instance.question?.kind === 'dialog' && life.underDialog === 'ready';
    return { to: rested ? 'ready' : 'busy', reason: 'its question is gone from the screen' };
  }
  const knowsReady = life.profile.signs.ready.length > 0;
  return instance.state === 'busy' && !knowsReady
    ? { to: 'ready', reason: 'shows no sign of work any more' }
    : null;
};

/** What its screen alone tells of (that it tries again, say) ends with that; what its hook has told meanwhile stays. */
export const takeSeenLimit = (crew: Crew, life: Life, seen: SeenLimit | null): void => {
  if (life.ending) return;
  const told = life.seenLimit;
  life.seenLimit = seen;
  const now = crew.instance(life.id)?.limit ?? null;
  if (seen !== null) takeSign(crew, life, 'screen', { event: 'limited', limit: seen });
  else if (told !== null && now?.kind === told.kind && now.reason === told.reason)
    takeSign(crew, life, 'screen', { event: 'limited', limit: null });
};

const titleSigns = ['waiting', 'busy', 'ready'] as const;

const signOfTitle = (titles: Profile['titles'], title: string): (typeof titleSigns)[number] | undefined =>
  titleSigns.find((sign) => titles[sign].some((source) => new RegExp(source, 'mu').test(title)));

/** What a program writes into its terminal's title. */
export const takeTitle = (crew: Crew, life: Life, title: string): void => {
  if (life.ending) return;
  const to = signOfTitle(life.profile.titles, title);
  if (to === undefined) return;
  if (to === 'ready') void pasteFirstPrompt(crew, life);
  const shown = to === 'waiting' ? shownQuestion(life) : null;
  if (shown !== null) consider(crew, life, { ...shown, lifts: false });
  else consider(crew, life, { to, reason: `its title says: ${title}`, witness: 'escape', lifts: false });
};
