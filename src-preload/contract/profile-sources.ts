import { z } from 'zod';
import { profileEntrySchema } from './profiles.ts';

/** A profile has a dozen lines; what is larger (UTF-8 bytes) is another kind of file, put there by mistake. */
export const profileTextLimit = 64 * 1024;

/** One mistake in the text of a profile. */
export const profileMistakeSchema = z.object({
  /** Counted from 1. */
  line: z.number().int().min(1),
  /** As it is written in prose, `submit.pauseMs`; null where the text is no YAML at all. */
  field: z.string().nullable(),
  /** What is wrong, to be read after the field's name, with what to do about it where that can be said. */
  what: z.string(),
});
export type ProfileMistake = z.infer<typeof profileMistakeSchema>;

/** As it is told in one line: `line 3: submit.pause: is not a field of a profile; did you mean pauseMs?` */
export const mistakeWords = ({ line, field, what }: ProfileMistake): string =>
  `line ${line}: ${field === null ? '' : `${field}: `}${what}`;

/** Which profile is meant: of several that claim one name, the first, unless its file is named. */
export const profileChoiceSchema = z.object({
  name: z.string().min(1).max(200),
  file: z.string().max(4096).optional(),
});
export type ProfileChoice = z.infer<typeof profileChoiceSchema>;

/** The fields, as in a file, that hold where it says nothing itself: those of the profile it extends. Null: it extends none. */
const inheritedField = z.record(z.string(), z.unknown()).nullable();

/** A profile as the text that it is read from. */
export const profileSourceSchema = profileEntrySchema
  .pick({ name: true, title: true, source: true, file: true, scripted: true, found: true, problem: true })
  .extend({
    text: z.string(),
    /** Of this very text: who saves or deletes says what they have read, so that nobody's change is lost. */
    version: z.string(),
    /** Whether it can be saved: the person's own, and those of a project that is trusted. */
    editable: z.boolean(),
    mistakes: z.array(profileMistakeSchema),
    inherited: inheritedField,
    /** Dialogs of its CLI that a person may agree to beforehand. */
    dialogs: z.array(z.object({ name: z.string(), text: z.string() })),
  });
export type ProfileSource = z.infer<typeof profileSourceSchema>;

/** The file that a text takes the place of, and the version of it that was read. */
export const profileReadSchema = z.object({
  file: z.string().min(1).max(4096),
  version: z.string().max(200),
});
export type ProfileRead = z.infer<typeof profileReadSchema>;

export const saveProfileSchema = z.object({
  text: z.string().max(profileTextLimit),
  /** Absent: a new profile of the person's own. */
  replaces: profileReadSchema.optional(),
});
export type SaveProfile = z.infer<typeof saveProfileSchema>;

export const copyProfileSchema = profileChoiceSchema.extend({
  /** The copy's name, which nobody has yet. */
  to: z.string().min(1).max(200),
  title: z.string().max(80).optional(),
});
export type CopyProfile = z.infer<typeof copyProfileSchema>;

export const examineProfileSchema = z.object({
  text: z.string().max(profileTextLimit),
  /** What it is to replace; absent: a new profile of the person's own. */
  file: z.string().max(4096).optional(),
});
export type ExamineProfile = z.infer<typeof examineProfileSchema>;

export const examinedProfileSchema = z.object({
  mistakes: z.array(profileMistakeSchema),
  inherited: inheritedField,
});
export type ExaminedText = z.infer<typeof examinedProfileSchema>;
