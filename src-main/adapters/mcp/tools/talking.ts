import { type Tool, tool } from '../tool.ts';
import { inboxText, sentText } from '../tool-texts.ts';
import { adds, everyone, repeats } from './words.ts';

export const talkingTools: readonly Tool[] = [
  tool({
    name: 'send',
    verb: 'messages.send',
    title: 'Send a message',
    roles: everyone,
    annotations: adds,
    description: `Sends text to another instance, or to the person, exactly as written. It is stored before this answers, then delivered when the receiver can take it, exactly once; a dead or waiting receiver gets it later.
To: your parent, your children and all below, whoever wrote to you, and person; a manager also its fellow managers.
When: to give or change work, ask, answer, or report to your parent in detail. For your state use reportProgress and reportBlocker.
Answers with the message's id and state, not with a reply: a reply comes to you as a message. Don't repeat it.
Example: {"to": "mgr_1_1", "text": "The parser is on branch tutti/spec_1_1_2, all tests pass.", "replyTo": "msg_12"}`,
    fields: {
      to: 'An instance id such as mgr_1_1, or person.',
      text: 'The text. What is longer than a page is better written to a file and named here.',
      replyTo: 'Id of the message this answers, such as msg_12.',
    },
    render: sentText,
  }),
  tool({
    name: 'readMessages',
    verb: 'messages.readInbox',
    title: 'Read your messages',
    roles: everyone,
    annotations: repeats,
    description: `Answers with the messages to you that you have not read yet, oldest first, with their whole text, and counts them as accepted.
When: a line in your terminal says that messages wait, and after a restart.
Example: {} or, to see earlier ones again, {"includeRead": true}`,
    fields: { id: 'Whose inbox, when the person asks.', includeRead: 'true: those already read, too.' },
    personOnly: ['id'],
    listName: 'messages',
    render: inboxText,
  }),
];
