/** The wire languages that the scripted server speaks. */
export type Dialect = 'anthropic' | 'responses' | 'chat' | 'gemini';

/** Which program asks, by its user agent; 'other' for a test's own fetch. */
export type Client = 'claude' | 'codex' | 'gemini' | 'opencode' | 'aider' | 'other';

/** A request on the person's behalf is `main`; one that a CLI makes for itself (a title, a quota check) is `side`. */
export type SideKind = 'quota' | 'title' | 'structured' | 'summary' | 'other';

export type TurnPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'thinking'; readonly text: string }
  | { readonly kind: 'toolCall'; readonly id: string; readonly name: string; readonly input: unknown }
  | ToolResult
  | { readonly kind: 'other' };

export interface ToolResult {
  readonly kind: 'toolResult';
  /** Of the call it answers. */
  readonly id: string;
  /** The tool's name; '' where neither the dialect nor the conversation tells it. */
  readonly name: string;
  readonly text: string;
  readonly isError: boolean;
}

export interface Turn {
  /** `system` also for instructions that stand between turns. */
  readonly role: 'user' | 'assistant' | 'system';
  readonly parts: readonly TurnPart[];
}

export interface OfferedTool {
  /** As the model must name it; a tool in a namespace (codex) is `namespace/name`. */
  readonly name: string;
  /** `freeform`: its input is a text, not JSON (codex's apply_patch). */
  readonly form: 'function' | 'freeform';
}

/** What a dialect's parser reads from the wire. */
export interface ParsedRequest {
  readonly dialect: Dialect;
  readonly model: string;
  readonly isStreaming: boolean;
  readonly maxTokens: number | null;
  readonly system: string;
  readonly turns: readonly Turn[];
  readonly tools: readonly OfferedTool[];
  /** The JSON schema that the answer must fit, if one was given. */
  readonly schema: unknown;
  /** What the client itself calls the conversation; null where it says nothing (gemini). */
  readonly sessionId: string | null;
  /** Of a sub-agent inside that session; null for the agent itself, and where the client does not tell (gemini). */
  readonly subAgentId: string | null;
}

/** One question to the model, the same whatever wire it came over. */
export interface ModelRequest extends ParsedRequest {
  readonly client: Client;
  /** The key or token it came with: a home of its own can be told by a key of its own. '' for none. */
  readonly credential: string;
  readonly kind: 'main' | 'side';
  readonly side: SideKind | null;
  /** The person's last message, without what the CLI added: the last turn in which the person said anything. */
  readonly lastUserText: string;
  /** What the person said after the model's last turn, typed meanwhile included; '' when only tool results came. */
  readonly newText: string;
  /** Results that came after the model's last turn. */
  readonly toolResults: readonly ToolResult[];
  readonly conversationKey: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON as it came. */
  readonly body: unknown;
  /** In characters, for counting tokens. */
  readonly length: number;
}
