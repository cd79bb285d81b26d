import { handsOf } from '../../support/model-api/hands.ts';
import { delay, hang, status, text, toolCall, usage } from '../../support/model-api/reply.ts';
import type { Script } from '../../support/model-api/script.ts';

/** What every answer is said to cost, so that a sum can tell how many there were. */
export const cost = { input: 100, output: 7, cacheRead: 40, cacheWrite: 0 };

/** A message's first words say what the model is to do; all else is answered with `ok`. */
export const plot: Script = (request) => {
  if (request.newText === '') {
    const said = request.toolResults.map((result) => result.text).join('\n');
    return [text(`the tool said: ${said.slice(0, 200)}`), usage(cost)];
  }
  const words = request.lastUserText.replace(/^\[msg_\d+ from \w+\]\n/, '');
  const [, verb = '', rest = ''] = /^(\w+): (.*)$/s.exec(words) ?? [];
  const escalated = { sandbox_permissions: 'require_escalated', justification: 'It leaves the sandbox' };
  switch (verb) {
    case 'run':
      return [handsOf(request).shell(rest), usage(cost)];
    case 'ask':
      return [toolCall('exec_command', { cmd: rest, ...escalated }), usage(cost)];
    case 'write':
      return [handsOf(request).writeFile(rest, 'one\ntwo\n'), usage(cost)];
    case 'tool': {
      const [name = '', input = '{}'] = rest.split(/ (.*)/s);
      return [toolCall(name, JSON.parse(input)), usage(cost)];
    }
    case 'hang':
      return hang();
    case 'think':
      return [delay(Number(rest)), text('thought'), usage(cost)];
    case 'fail':
      return status(Number(rest), { message: 'scripted trouble' });
    default:
      return [text('ok'), usage(cost)];
  }
};
