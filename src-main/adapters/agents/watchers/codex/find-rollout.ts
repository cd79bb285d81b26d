import { readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { WatchedAgent } from '../../../../core/ports/agent-watchers.ts';
import type { Log } from '../../../../core/ports/log.ts';
import { type Tail, tailJsonLines } from '../tail-json-lines.ts';
import { watchFolder } from '../watch-folder.ts';
import { recordSchema } from './rollout-record.ts';

export interface FoundRollout {
  readonly session: string;
  readonly path: string;
}

/** Where codex keeps its conversations: `YYYY/MM/DD/rollout-<time>-<id>.jsonl` below. */
export const sessionsFolder = (env: WatchedAgent['env']): string =>
  join(env.CODEX_HOME || join(env.HOME ?? '', '.codex'), 'sessions');

/** Local time as codex writes it into names: `2026-11-22T10-39-06`. */
const localTime = (at: number): string => {
  const date = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 19).replaceAll(':', '-');
};

/** Folders are named by local days. One that starts at midnight writes into the next one. */
export const folderOfDay = (sessions: string, at: number): string =>
  join(sessions, ...localTime(at).slice(0, 10).split('-'));

const dayMs = 86_400_000;

/**
 * Finds the conversation that an instance begins after `since`, for where its hooks don't tell: begun in its folder, by a person's
 * terminal rather than by another agent, and told by its instructions that it is this very instance.
 */
export const findRollout = (
  agent: WatchedAgent,
  since: number,
  found: (rollout: FoundRollout) => void,
  log: Log,
): Tail => {
  const seen = new Map<string, Tail>();
  const stop = (): void => {
    for (const watch of watches) watch.stop();
    for (const tail of seen.values()) tail.stop();
  };
  const look = (folder: string, name: string): void => {
    const path = join(folder, name);
    // By their names alone, so that a day's older conversations need not be opened.
    if (seen.has(path) || !name.endsWith('.jsonl') || name < `rollout-${localTime(since)}`) return;
    const isOurs = judge(agent, since);
    const tail = tailJsonLines(
      path,
      (record) => {
        const verdict = isOurs(record);
        if (verdict === null) return;
        tail.stop();
        if (verdict === '') return;
        stop();
        found({ session: verdict, path });
      },
      log,
    );
    seen.set(path, tail);
  };
  const folders = [since, since + dayMs].map((at) => folderOfDay(sessionsFolder(agent.env), at));
  const watches = folders.map((folder) =>
    watchFolder(
      folder,
      (name) => {
        for (const one of name === null ? namesIn(folder) : [name]) look(folder, one);
      },
      log,
    ),
  );
  return { stop };
};

/** Reads records until it knows: the conversation's id, or '' for one of somebody else's; null as yet. */
const judge = (agent: WatchedAgent, since: number) => {
  const folders = new Set([agent.cwd, realOr(agent.cwd)]);
  const told = new RegExp(`^# You are ${agent.instance},`, 'm');
  let session = '';
  return (record: unknown): string | null => {
    const { data } = recordSchema.safeParse(record);
    if (data === undefined) return null;
    if (data.type === 'session_meta') {
      const { id, cwd, thread_source: source } = data.payload;
      const fits = folders.has(cwd) && (source ?? 'user') === 'user' && Date.parse(data.timestamp) >= since;
      session = fits ? id : '';
      return fits ? null : '';
    }
    if (data.type !== 'response_item' || data.payload.type !== 'message') return null;
    // Its instructions stand before all that anybody says.
    if (data.payload.content.some(({ text }) => told.test(text))) return session;
    return data.payload.role === 'assistant' ? '' : null;
  };
};

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return []; // It is gone again.
  }
};

const realOr = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
};
