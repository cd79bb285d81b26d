import type { AgentWorld } from '../support/agent-clis/agent-world.ts';
import { nastyTexts } from './nasty-texts.ts';

export interface Outcome {
  readonly text: string;
  readonly state: string;
  /** How often its model was asked with this message as a new one. */
  readonly seen: number;
  /** Whether what the model was given is what was sent, to the character. */
  readonly exact: boolean;
}

/** Sends `count` messages, one after the other, the nasty texts in turn, and tells what became of each. */
export const deliverAll = async (
  world: AgentWorld,
  id: string,
  count: number,
): Promise<readonly Outcome[]> => {
  const outcomes: Outcome[] = [];
  for (let at = 0; at < count; at++) {
    const text = nastyTexts[at % nastyTexts.length] ?? '';
    const { id: message } = await world.send(id, text);
    const { state } = await world.settled(message);
    const header = `[${message} from person`;
    const asked = () => world.api.exchanges.all.filter(({ request }) => newTextOf(request).includes(header));
    if (state !== 'failed') {
      const fits = (): boolean => asked().length > 0;
      await world.until(id, `its model is asked with ${message}`, fits);
    }
    await world.until(id, `${id} is idle again`, (now) => now.state === 'ready');
    const exact = asked().some(({ request }) => newTextOf(request).includes(`${header}]\n${text.trimEnd()}`));
    outcomes.push({ text: text.slice(0, 40), state, seen: asked().length, exact });
  }
  return outcomes;
};

/** All that came after the model's last turn, as it stands on the wire. */
const newTextOf = ({ turns }: AgentWorld['api']['exchanges']['all'][number]['request']): string => {
  const since = turns.slice(turns.findLastIndex(({ role }) => role === 'assistant') + 1);
  const parts = since.flatMap((turn) => turn.parts);
  return parts.map((part) => (part.kind === 'text' ? part.text : '')).join('\n');
};
