import type { LanguageDescription } from '@codemirror/language';

/** In place of the editor's 2 MB of languages: no file of the project is in a recording. */
export const languages: readonly LanguageDescription[] = [];
