import { eventsAndRows } from './0001-events-and-rows.ts';
import { agentsOwnSigns } from './0002-agents-own-signs.ts';

import { rules } from './0003-rules.ts';
import { budgets } from './0004-budgets.ts';
import { modesAndModels } from './0007-modes-and-models.ts';

/** In order; the place in this list plus one is the `user_version` that a migration leads to. Only ever append. */
export const migrations: readonly string[] = [eventsAndRows, agentsOwnSigns, rules, budgets, modesAndModels];
