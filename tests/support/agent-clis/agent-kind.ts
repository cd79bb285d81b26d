/** The CLIs that the tests install and run. */
export type AgentKind = 'claude' | 'codex' | 'gemini' | 'opencode';

export const agentKinds: readonly AgentKind[] = ['claude', 'codex', 'gemini', 'opencode'];
