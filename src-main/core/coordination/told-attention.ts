import { attentionEntries } from '@contract/attention-entries.ts';
import type { attentionVerbs } from '@contract/attention-verbs.ts';
import { ok } from '@contract/result.ts';
import type { Crew } from '../hierarchy/crew.ts';
import type { Keeper } from '../keeper.ts';
import type { Rooms } from '../room.ts';

/** Things whose events can let something that needed the person pass. */
const things: ReadonlySet<string> = new Set([
  'instance',
  'run',
  'task',
  'approval',
  'conflict',
  'breaker',
  'budgets',
]);

/** They come many a second while agents work, and change nothing of what stands. */
const idleKinds: ReadonlySet<string> = new Set([
  'instance.worked',
  'instance.used',
  'instance.progressed',
  'instance.planned',
  'instance.changedFiles',
]);

/** Remembers what the person was told of for as long as it stands, so that nobody tells them twice. */
export class ToldAttention implements Keeper {
  readonly #crew: Crew;

  constructor(crew: Crew) {
    this.#crew = crew;
    crew.ledger.listen((events) => {
      const matters = events.some(
        ({ kind }) => things.has(kind.split('.', 1)[0] ?? '') && !idleKinds.has(kind),
      );
      if (matters) this.look();
    });
  }

  /** Of these, those that stand and of which nobody has told the person. From now on somebody has. */
  tell(keys: readonly string[]): string[] {
    const { ledger } = this.#crew;
    const standing = new Set(attentionEntries(ledger.view).map(({ key }) => key));
    const told = new Set(ledger.view.told);
    const fresh = [...new Set(keys)].filter((key) => standing.has(key) && !told.has(key));
    if (fresh.length > 0) ledger.append([{ kind: 'attention.told', data: { keys: fresh } }]);
    return fresh;
  }

  /** Of what passed while no host was there. */
  resume(): void {
    this.look();
  }

  /** Notes what is over: when it comes again it is another thing. */
  look(): void {
    const { ledger } = this.#crew;
    if (this.#crew.stopped || ledger.view.told.length === 0) return;
    const standing = new Set(attentionEntries(ledger.view).map(({ key }) => key));
    const over = ledger.view.told.filter((key) => !standing.has(key));
    if (over.length > 0) ledger.append([{ kind: 'attention.passed', data: { keys: over } }]);
  }
}

export const attentionRooms = (told: ToldAttention): Rooms<keyof typeof attentionVerbs> => ({
  'attention.tell': (_caller, { keys }) => ok({ keys: told.tell(keys) }),
});
