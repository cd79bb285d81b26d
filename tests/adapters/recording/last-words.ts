/** What breaks the thread of breaking-worker.ts: by an error, an exit, and all the memory that it may have. */
export const lastWords = { throws: 'throw now', exits: 'exit now', hoards: 'hoard now' } as const;
