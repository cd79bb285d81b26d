import { type AgentSign, agentSignEvents, agentSignSchema, type HookReply } from '@contract/agent-signs.ts';
import type { ErrorCode, TuttiError } from '@contract/result.ts';
import type { Caller } from '../../core/model/caller.ts';
import type { Log } from '../../core/ports/log.ts';
import type { ProjectRooms } from '../../core/ports/rooms.ts';
import { answerJson } from './http-answers.ts';
import { readJson } from './request-body.ts';

const statusOf: Partial<Record<ErrorCode, number>> = {
  bad_input: 400,
  refused: 403,
  read_only: 403,
  not_found: 404,
  wrong_state: 409,
  timeout: 504,
  internal: 500,
};

const refuseHook = (error: TuttiError, status = statusOf[error.code] ?? 422): Response =>
  answerJson(status, { error });

/**
 * `POST /hook`: an agent's own hooks tell its state. Body: contract agentSignSchema; unknown fields are let pass, since
 * hook scripts forward what their agent gives them. Answers `{"ok":true}`, or `{"error": TuttiError}`.
 */
export const hookRoute =
  (rooms: ProjectRooms, log: Log) =>
  async (request: Request, caller: Caller): Promise<Response> => {
    const body = await readJson(request);
    if (!body.ok) return refuseHook(body.error, body.status);
    const parsed = agentSignSchema.safeParse(body.value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const field = issue?.path.join('.') ?? '';
      return refuseHook({
        code: 'bad_input',
        message: `The hook was not taken: ${field === '' ? 'body' : field}: ${issue?.message ?? 'wrong'}.`,
        remedy: `Send {"event": …} with one of: ${agentSignEvents.join(', ')}.`,
        field,
      });
    }
    try {
      const result = await rooms.call({ ...caller, door: 'hook' }, 'instances.hook', parsed.data);
      return result.ok ? answerJson(200, { ok: true }) : refuseHook(result.error);
    } catch (error) {
      log.error('a hook failed', error);
      return refuseHook({
        code: 'internal',
        message: 'The hook failed inside Tutti.',
        remedy: "See Tutti's log; the agent can go on.",
      });
    }
  };

/** Reads what a CLI's own hook sends, and answers in its words; it never throws on what it does not know. */
export interface HookDialect {
  readonly read: (payload: unknown) => readonly AgentSign[];
  readonly answer?: (reply: HookReply) => unknown;
}

/**
 * `POST /hook/<dialect>`: a CLI's own hooks in the CLI's own words. Answers an empty object once it was understood, or what its CLI is to
 * act on: an agent takes an error of its hook for its own, and shows it to its person.
 */
export const dialectRoute =
  (rooms: ProjectRooms, dialect: HookDialect, log: Log) =>
  async (request: Request, caller: Caller): Promise<Response> => {
    const body = await readJson(request);
    if (!body.ok) return refuseHook(body.error, body.status);
    let reply: HookReply | null = null;
    for (const sign of dialect.read(body.value)) {
      const result = await rooms.call({ ...caller, door: 'hook' }, 'instances.hook', sign);
      if (!result.ok) log.warn('a hook was refused', { event: sign.event, error: result.error });
      else reply ??= result.value.reply;
    }
    return answerJson(200, reply === null ? {} : (dialect.answer?.(reply) ?? {}));
  };
