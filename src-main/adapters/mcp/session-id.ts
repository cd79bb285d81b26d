import { createHmac, randomBytes } from 'node:crypto';
import { sameSecret } from './http-guard.ts';

const seal = (nonce: string, token: string): string =>
  createHmac('sha256', token).update(`tutti mcp session ${nonce}`).digest('hex').slice(0, 32);

/**
 * A session id that proves to any later process of the host whose it is: a nonce, sealed with the token it was opened
 * with. Nothing needs to be stored (docs/decisions/0010-mcp-sessions.md).
 */
export const mintSessionId = (token: string): string => {
  const nonce = randomBytes(16).toString('hex');
  return `${nonce}.${seal(nonce, token)}`;
};

/** Whether `id` was minted, by this process or an earlier one, for `token`. */
export const ownsSession = (id: string, token: string): boolean => {
  const [nonce, mark] = id.split('.');
  return nonce !== undefined && mark !== undefined && sameSecret(id, `${nonce}.${seal(nonce, token)}`);
};
