import { parseSync } from 'vite';

/**
 * Every module that a TypeScript file names: imports, also of types alone, re-exports, `import()` of a literal,
 * `import('x')` in a type, `require('x')`.
 * @param {string} path its ending tells whether there is JSX in it
 * @param {string} text
 * @returns {string[]} as written, in order
 */
export function importsOf(path, text) {
  const { program, errors } = parseSync(path, text);
  const [mistake] = errors;
  if (mistake) throw new Error(`${path}: ${mistake.message}`);
  /** @type {string[]} */
  const found = [];
  collect(program, found);
  return found;
}

/**
 * @param {unknown} node
 * @param {string[]} found
 */
function collect(node, found) {
  if (Array.isArray(node)) {
    for (const child of node) collect(child, found);
  } else if (typeof node === 'object' && node !== null) {
    const named = moduleNamedBy(/** @type {Record<string, any>} */ (node));
    if (named !== undefined) found.push(named);
    for (const child of Object.values(node)) collect(child, found);
  }
}

/**
 * @param {Record<string, any>} node
 * @returns {string | undefined}
 */
function moduleNamedBy(node) {
  const isRequire = node.type === 'CallExpression' && node.callee?.name === 'require';
  const named = isRequire ? node.arguments[0] : (node.source ?? importEqualsOf(node));
  return named?.type === 'Literal' && typeof named.value === 'string' ? named.value : undefined;
}

/** @param {Record<string, any>} node `import x = require('y')` */
function importEqualsOf(node) {
  return node.type === 'TSExternalModuleReference' ? node.expression : undefined;
}
