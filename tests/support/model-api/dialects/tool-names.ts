import type { Turn, TurnPart } from '../model-request.ts';

/** Most dialects answer a call by its id alone: the name is that of the call before. */
export const withToolNames = (turns: readonly Turn[]): readonly Turn[] => {
  const names = new Map<string, string>();
  const named = (part: TurnPart): TurnPart => {
    if (part.kind === 'toolCall') names.set(part.id, part.name);
    if (part.kind !== 'toolResult' || part.name !== '') return part;
    return { ...part, name: names.get(part.id) ?? '' };
  };
  return turns.map((turn) => ({ ...turn, parts: turn.parts.map(named) }));
};
