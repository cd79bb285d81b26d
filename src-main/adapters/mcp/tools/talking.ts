import { type Tool, tool } from '../tool.ts';
import { inboxText, sentText } from '../tool-texts.ts';
import { adds, everyone, repeats } from './words.ts';

export const talkingTools: readonly Tool[] = [
  tool({
    name: 'sendMessage',
    verb: 'messages.send',
    title: 'Send a message',
    roles: everyone,
    annotations: adds,
    description: `Sends text to another instance, to several, or to the person, exactly as written. It is stored before this answers, then delivered when the receiver can take it, exactly once; a dead or waiting receiver gets it later.
To: your parent, your children and all below, whoever wrote to you, and person; a manager also its fellow managers. Groups of those: children, siblings, role:manager, role:specialist, all.
When: to give or change work, ask, answer, or report to your parent in detail. For your state use reportProgress and reportBlocker.
Answers with the message's id and state, not with a reply: a reply comes to you as a message. Don't repeat it.
Example: {"to": "mgr_1_1", "text": "The parser is on branch tutti/spec_1_1_2, all tests pass.", "replyTo": "msg_12"}
Example: {"to": "children", "text": "The schema changed: rebase before you go on.", "priority": "high"}`,
    fields: {
      to: 'An instance id such as mgr_1_1, person, or a group such as children.',
      text: 'The text. What is longer than a page is better written to a file and named here.',
      replyTo: 'Id of the message this answers, such as msg_12.',
      priority:
        'urgent, high, normal or low: what goes first among those that wait for the receiver. None interrupts it. Normal, when absent.',
      expiresAt: 'Until when it is of use, in milliseconds since 1970: not delivered after that.',
      expiresInSeconds: 'The same, counted from now. Absent: it waits for as long as it has to.',
    },
    render: sentText,
  }),
  tool({
    name: 'readMessages',
    verb: 'messages.readInbox',
    title: 'Read your messages',
    roles: everyone,
    annotations: repeats,
    description: `Answers with the messages to you that you have not read yet, the most urgent first and then the oldest, with their whole text, and counts them as accepted.
When: a line in your terminal says that messages wait, after a restart, and with waitSeconds while you have nothing to do until an answer comes. At most 100 at a time: call again until there are none.
Example: {} or, to wait for the answer to a question, {"replyTo": "msg_12", "waitSeconds": 45} or, to see earlier ones again, {"includeRead": true}`,
    fields: {
      id: 'Whose inbox, when the person asks.',
      includeRead: 'true: the latest of those already read, too.',
      markRead: 'false: only look; they stay unread and are delivered to you later.',
      from: 'Only messages of these senders: instance ids, person, tutti.',
      replyTo: 'Only answers to this message of yours.',
      limit: 'At most so many.',
      waitSeconds: 'Where there is none: wait so long for one, at most 50 seconds.',
    },
    personOnly: ['id'],
    listName: 'messages',
    render: inboxText,
  }),
];
