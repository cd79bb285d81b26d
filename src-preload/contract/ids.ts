import { z } from 'zod';

export const roles = ['executive', 'manager', 'specialist'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** The roles an instance of a role may have as children. */
export const childRoles: Record<Role, readonly Role[]> = {
  executive: ['manager', 'specialist'],
  manager: ['specialist'],
  specialist: [],
};

const prefixOf: Record<Role, string> = { executive: 'exec', manager: 'mgr', specialist: 'spec' };

/**
 * `exec_1`, `mgr_1_1`, `spec_1_1_2`: the role, then the path of ordinals. Ordinals are counted per parent over all
 * roles (and over all roots), and never used again in a run, so the path alone is unique in it. The digits have an end in this and
 * every other id, since what was asked for is named in the answer.
 */
const instanceIdPattern = /^(exec|mgr|spec)(_[1-9]\d{0,8}){1,8}$/;
export const isInstanceId = (text: string): boolean => instanceIdPattern.test(text);
export const instanceIdSchema = z
  .string()
  .regex(instanceIdPattern, 'an instance id looks like exec_1, mgr_1_1 or spec_1_1_2');
export type InstanceId = z.infer<typeof instanceIdSchema>;

export const messageIdSchema = z.string().regex(/^msg_[1-9]\d{0,14}$/, 'a message id looks like msg_12');
export type MessageId = z.infer<typeof messageIdSchema>;

/** Number of a run within its project, from 1. */
export const runNumberSchema = z.number().int().positive();

/** Who receives: an instance, or the person. Both send, too; see `senderSchema`. */
export const partySchema = z.union([instanceIdSchema, z.literal('person')]);
export type Party = z.infer<typeof partySchema>;

/** Who a message is from: a party, or Tutti itself, which tells of what happened and reads no answer. */
export const senderSchema = z.union([partySchema, z.literal('tutti')]);
export type Sender = z.infer<typeof senderSchema>;

export const formatInstanceId = (role: Role, path: readonly number[]): InstanceId =>
  [prefixOf[role], ...path].join('_');

/** The ordinals of an id: `spec_1_1_2` gives `[1, 1, 2]`. */
export const ordinalsOf = (id: InstanceId): number[] => id.split('_').slice(1).map(Number);
