import { z } from 'zod';

/** How much something matters, the most first: of a message which is handed over first, of a task which is begun first. */
export const priorities = ['urgent', 'high', 'normal', 'low'] as const;
export const prioritySchema = z.enum(priorities);
export type Priority = z.infer<typeof prioritySchema>;

/** Sorts by priority, the most urgent first. */
export const byPriority = (a: Priority, b: Priority): number => priorities.indexOf(a) - priorities.indexOf(b);
