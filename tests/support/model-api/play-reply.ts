import { randomUUID } from 'node:crypto';
import type { AnswerWriter } from './answer-writer.ts';
import type { Outcome } from './exchanges.ts';
import type { Refusal, ReplyStep, StopReason, Usage } from './reply.ts';

export interface Play {
  readonly steps: readonly ReplyStep[];
  readonly writer: AnswerWriter;
  readonly usage: Usage;
  readonly overflow: Refusal;
  /** Aborted when the client has gone or the server stops. */
  readonly signal: AbortSignal;
}

/** Carries out a reply step by step. @returns what became of it */
export const playReply = async (play: Play): Promise<Exclude<Outcome, 'open'>> => {
  const { steps, writer, usage, signal } = play;
  let stop: StopReason = 'end';
  for (const step of steps) {
    if (step.do === 'stop') stop = step.reason;
    const ended = await carryOut(step, play);
    if (signal.aborted) return 'abandoned';
    if (ended !== null) return ended;
  }
  writer.finish({ stop, usage });
  return 'answered';
};

/** @returns the outcome, where the step ends the reply */
const carryOut = async (step: ReplyStep, play: Play): Promise<Exclude<Outcome, 'open'> | null> => {
  const { writer, overflow, signal } = play;
  switch (step.do) {
    case 'text':
    case 'thinking':
    case 'toolCall':
      sayBlock(step, writer);
      return null;
    case 'begin':
      writer.begin();
      return null;
    case 'delay':
      await unlessAborted(new Promise((resolve) => setTimeout(resolve, step.ms)), signal);
      return null;
    case 'waitFor':
      await unlessAborted(step.promise, signal);
      return null;
    case 'hang':
      await unlessAborted(new Promise(() => undefined), signal);
      return 'abandoned';
    case 'status':
      writer.refuse(step);
      return 'refused';
    case 'contextOverflow':
      writer.refuse(overflow);
      return 'refused';
    case 'malformedStream':
      writer.malform();
      return 'broken';
    case 'cutStream':
      writer.cut();
      return 'broken';
    case 'usage':
    case 'stop':
      return null; // said at the end
  }
};

const sayBlock = (
  step: Extract<ReplyStep, { readonly do: 'text' | 'thinking' | 'toolCall' }>,
  writer: AnswerWriter,
): void => {
  if (step.do === 'text') writer.block({ kind: 'text', text: step.text, pieces: step.pieces });
  if (step.do === 'thinking') writer.block({ kind: 'thinking', text: step.text });
  if (step.do === 'toolCall') {
    const id = step.id ?? `toolu_${randomUUID().replaceAll('-', '').slice(0, 24)}`;
    writer.block({ kind: 'toolCall', call: { id, name: step.name, input: step.input } });
  }
};

/** Resolves with the promise, or when the signal is given. */
const unlessAborted = async (promise: Promise<unknown>, signal: AbortSignal): Promise<void> => {
  if (signal.aborted) return;
  let stopWaiting: () => void = () => undefined;
  const aborted = new Promise<void>((resolve) => {
    stopWaiting = resolve;
    signal.addEventListener('abort', stopWaiting, { once: true });
  });
  try {
    await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stopWaiting);
  }
};
