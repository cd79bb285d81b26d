import type { Sender } from '@contract/ids.ts';

/** What a person calls the sender or receiver of a message. */
export const partyWords = (party: Sender): string =>
  party === 'person' ? 'you' : party === 'tutti' ? 'Tutti' : party;
