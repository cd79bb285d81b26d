import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Todo } from '@contract/instances.ts';
import { z } from 'zod';
import type { Log } from '../../../../core/ports/log.ts';
import { todoStatus } from '../../hook-dialects/claude/tool-use.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { watchFolder } from '../watch-folder.ts';
import { readJsonFile } from '../watch-json-file.ts';

const taskSchema = z.object({ subject: z.string(), status: z.string() });

/** Tells of a conversation's list of tasks, which claude keeps in `<config>/tasks/<session>/<n>.json`, as it changes. */
export const watchTasks = (
  config: string,
  session: string,
  tell: (todos: Todo[]) => void,
  log: Log,
): { stop(): void } => {
  const folder = join(config, 'tasks', session);
  let stopped = false;
  let told = '[]';
  const read = oneAtATime(
    async () => {
      const todos = await todosIn(folder);
      const text = JSON.stringify(todos);
      if (stopped || text === told) return;
      told = text;
      tell(todos);
    },
    log,
    `reading ${folder}`,
  );
  const watch = watchFolder(folder, read, log);
  return {
    stop: () => {
      stopped = true;
      watch.stop();
    },
  };
};

const todosIn = async (folder: string): Promise<Todo[]> => {
  const names = await readdir(folder).catch(() => []); // it is gone with its session
  const numbers = names
    .filter((name) => /^\d+\.json$/.test(name))
    .map((name) => Number.parseInt(name, 10))
    .sort((a, b) => a - b)
    .slice(0, 200);
  const tasks = await Promise.all(numbers.map((number) => readJsonFile(join(folder, `${number}.json`))));
  return tasks.flatMap((task) => {
    const parsed = taskSchema.safeParse(task);
    if (!parsed.success || parsed.data.status === 'deleted') return [];
    return [{ text: parsed.data.subject.slice(0, 500), status: todoStatus(parsed.data.status) }];
  });
};
