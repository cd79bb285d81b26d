import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../build/setup/places.mjs';

export interface Page {
  /** Relative to the checkout, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** Files that git knows or would take: what a clone has, without what a build leaves behind. */
export const filesOfGit = (): readonly string[] =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\0')
    .filter((path) => path !== '');

export const pageAt = (path: string): Page => ({ path, text: readFileSync(join(ROOT, path), 'utf8') });

/** Every page that people read: those at the top, and all below docs/. */
export const allPages = (): readonly Page[] =>
  filesOfGit()
    .filter((path) => path.endsWith('.md') && (!path.includes('/') || path.startsWith('docs/')))
    .map(pageAt);

export interface Fence {
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of a page, in order. */
export const fencesOf = (text: string): readonly Fence[] =>
  [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = '', body = '']) => ({
    language,
    text: body,
  }));

/** What stands between single backticks outside of fenced blocks; one may span a line's end. */
export const spansOf = (text: string): readonly string[] =>
  [...text.replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/`([^`]+)`/g)].map(([, span = '']) =>
    span.replaceAll(/\s+/g, ' '),
  );

/** Headings as GitHub names them in links: `The state folder` is `the-state-folder`. */
export const anchorsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

export interface Link {
  readonly image: boolean;
  readonly target: string;
}

/** Markdown's links and images, those to other sites left out. */
export const relativeLinksOf = (text: string): readonly Link[] =>
  [...text.replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/(!?)\[[^\]]*\]\(([^)\s]+)\)/g)]
    .map(([, mark, target = '']) => ({ image: mark === '!', target }))
    .filter(({ target }) => !/^[a-z]+:/.test(target));
