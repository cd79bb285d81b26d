import { createHash } from 'node:crypto';

/**
 * Puts a built page's program and styles into the page itself, and allows by its policy that program alone.
 * @returns {import('vite').Plugin}
 */
export function oneFile() {
  return {
    name: 'tutti:one-file',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const files = Object.values(bundle);
      const page = theOnly(files.filter(({ fileName }) => fileName.endsWith('.html')));
      const program = theOnly(files.filter(({ type }) => type === 'chunk'));
      const styles = theOnly(files.filter(({ fileName }) => fileName.endsWith('.css')));
      if (page.type !== 'asset' || program.type !== 'chunk' || styles.type !== 'asset')
        throw new Error('the page was built otherwise than expected');
      page.source = inlined(String(page.source), withinScript(program.code), String(styles.source));
      for (const { fileName } of files) if (fileName !== page.fileName) delete bundle[fileName];
    },
  };
}

/**
 * @template T
 * @param {T[]} found
 * @returns {T}
 */
function theOnly(found) {
  const [one, ...more] = found;
  if (one === undefined || more.length > 0)
    throw new Error(`one file of its kind was expected, not ${found.length}`);
  return one;
}

/**
 * Within an element, `</script` ends it, and `<script` after a `<!--` keeps it from ending. Both stand in strings only.
 * @param {string} code
 */
function withinScript(code) {
  return `\n${code.trim().replaceAll(/<(?=\/?script)/gi, '\\x3C')}\n`;
}

/**
 * @param {string} page
 * @param {string} program
 * @param {string} styles
 */
function inlined(page, program, styles) {
  const hash = createHash('sha256').update(program).digest('base64');
  /** @type {[RegExp, string][]} */
  const steps = [
    [/script-src 'none'/, `script-src 'sha256-${hash}'`],
    [/ *<link rel="stylesheet"[^>]*>\n?/, `<style>${styles.replaceAll('</', '<\\/')}</style>\n`],
    [/<script type="module"[^>]*src=[^>]*><\/script>/, `<script type="module">${program}</script>`],
  ];
  return steps.reduce((text, [pattern, put]) => {
    if (!pattern.test(text)) throw new Error(`the page has no ${pattern}`);
    return text.replace(pattern, () => put);
  }, page);
}
