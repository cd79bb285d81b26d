import { handsOf, mcpCall } from './hands.ts';
import type { ModelRequest } from './model-request.ts';
import { hang, type Reply, status, text, toolCall, usage } from './reply.ts';
import type { Script, ScriptContext } from './script.ts';

/** What each answer costs, unless it fails: tests compare the sums. */
const cost = usage({ input: 1200, output: 34, cacheRead: 560 });

const acts: Readonly<
  Record<string, (about: string, request: ModelRequest, context: ScriptContext) => Reply>
> = {
  shell: (command, request) => [handsOf(request).shell(command), cost],
  write: (path, request) => [handsOf(request).writeFile(path, 'one\ntwo\n'), cost],
  tool: (about) => {
    const [name = '', input = '{}'] = about.split(/ (.*)/s);
    return [toolCall(name, JSON.parse(input)), cost];
  },
  hang: () => [text('I think about it.'), hang()],
  fail: (code) => status(Number(code)),
  stumble: (code, _request, { attempt }) => (attempt < 3 ? status(Number(code)) : [text('recovered'), cost]),
};

/**
 * Plays an agent that does what its last message says: it confirms by the nonce of its role prompt, and takes lines such as
 * `do shell touch x`, `do write PATH`, `do tool NAME JSON`, `do hang`, `do fail 500`, `do stumble 503`. It says `done: …` after tools,
 * and `ok: …` to anything else.
 */
export const steered: Script = (request, context) => {
  const { toolResults, newText, lastUserText } = request;
  // After a refusal the next message comes together with the refused tool's result.
  if (toolResults.length > 0 && newText === '') {
    const said = toolResults.map((result) => result.text).join('\n');
    return [text(`done: ${said.slice(0, 200)}`), cost];
  }
  const told = /"First of all"|not confirmed yet/.test(newText) ? request.system : lastUserText;
  const nonce = /with nonce `([^`]+)`/.exec(told)?.[1];
  if (nonce !== undefined) {
    const role = /You are \S+, an? (\w+) in/.exec(told)?.[1];
    return [mcpCall(request, 'tutti', 'confirm', { nonce, role, task: 'as I was told' }), cost];
  }
  const order = /^do (\w+)(?: ([^\n]*))?$/m.exec(lastUserText);
  const act = acts[order?.[1] ?? ''];
  return act?.(order?.[2] ?? '', request, context) ?? [text(`ok: ${lastUserText.slice(0, 60)}`), cost];
};
