import * as fs from "node:fs";
import type { HookDialect } from './all.ts';

/** LAB */
export const geminiHooks: HookDialect = (payload) => {
  fs.appendFileSync('/tmp/glab/hooks.jsonl', `${Date.now()} ${JSON.stringify(payload)}\n`);
  return [];
};
