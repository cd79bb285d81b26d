import type { AuthInfo } from '@modelcontextprotocol/sdk/server/auth/types.js';

/**
 * The SDK tells a handler that its client cancelled, but not that it hung up. What it hands through unread is the authentication,
 * so the request's own signal rides on that.
 */
export const withDisconnection = ({ signal }: Request): AuthInfo => ({
  // The token was checked at the door, and nothing behind it needs one.
  token: '',
  clientId: '',
  scopes: [],
  extra: { disconnected: signal },
});

export const disconnectionOf = (info: AuthInfo | undefined): AbortSignal[] =>
  info?.extra?.disconnected instanceof AbortSignal ? [info.extra.disconnected] : [];
