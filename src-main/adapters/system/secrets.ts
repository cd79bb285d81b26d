import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Secrets } from '../../core/ports/secrets.ts';

export const systemSecrets: Secrets = {
  token: () => randomBytes(32).toString('base64url'),
  nonce: () => randomBytes(8).toString('hex'),
  uuid: () => randomUUID(),
  hash: (secret) => createHash('sha256').update(secret, 'utf8').digest('hex'),
};
