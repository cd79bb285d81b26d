import type { ModelRequest } from './model-request.ts';
import { type ReplyStep, toolCall } from './reply.ts';

/** What every agent can do, as calls of its own tools. Paths are absolute. */
export interface Hands {
  shell(command: string): ReplyStep;
  readFile(path: string): ReplyStep;
  /** A file that is not there yet. */
  writeFile(path: string, text: string): ReplyStep;
  /** claude refuses it unless the file was read (or written) in this session. */
  editFile(path: string, from: string, to: string): ReplyStep;
}

/** Tools show it beside the command. */
const why = 'As the script says';

export const claudeHands = (): Hands => ({
  shell: (command) => toolCall('Bash', { command, description: why }),
  readFile: (path) => toolCall('Read', { file_path: path }),
  writeFile: (path, content) => toolCall('Write', { file_path: path, content }),
  editFile: (path, from, to) => toolCall('Edit', { file_path: path, old_string: from, new_string: to }),
});

export const geminiHands = (): Hands => ({
  shell: (command) => toolCall('run_shell_command', { command, description: why }),
  readFile: (path) => toolCall('read_file', { file_path: path }),
  writeFile: (path, content) => toolCall('write_file', { file_path: path, content }),
  editFile: (path, from, to) =>
    toolCall('replace', { file_path: path, instruction: why, old_string: from, new_string: to }),
});

/** opencode's names, which several smaller ones share. */
export const chatHands = (): Hands => ({
  shell: (command) => toolCall('bash', { command, description: why }),
  readFile: (path) => toolCall('read', { filePath: path }),
  writeFile: (path, content) => toolCall('write', { filePath: path, content }),
  editFile: (path, from, to) => toolCall('edit', { filePath: path, oldString: from, newString: to }),
});

/** codex edits with patches: a tool where the model is one it knows, else a command that it recognises in the shell. */
export const codexHands = (request: ModelRequest): Hands => {
  const shell = (command: string) => toolCall('exec_command', { cmd: command });
  const patch = (lines: readonly string[]) => {
    const text = ['*** Begin Patch', ...lines, '*** End Patch'].join('\n');
    const tool = request.tools.find(({ name }) => name === 'apply_patch');
    return tool === undefined
      ? shell(`apply_patch <<'PATCH'\n${text}\nPATCH`)
      : toolCall('apply_patch', text);
  };
  return {
    shell,
    readFile: (path) => shell(`cat '${path.replaceAll("'", `'\\''`)}'`),
    writeFile: (path, text) => patch([`*** Add File: ${path}`, ...prefixed('+', text)]),
    editFile: (path, from, to) =>
      patch([`*** Update File: ${path}`, '@@', ...prefixed('-', from), ...prefixed('+', to)]),
  };
};

/** A patch speaks of whole lines. */
const prefixed = (sign: string, text: string): readonly string[] =>
  text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => `${sign}${line}`);
