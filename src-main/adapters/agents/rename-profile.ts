import { isMap, isNode, parseDocument, stringify } from 'yaml';

/**
 * The text with another name, and another title where it has one: every other byte stays. A text that is no profile, or has no
 * name, comes back as it was.
 */
export function renamed(text: string, name: string, title: string | undefined): string {
  const root = parseDocument(text).contents;
  if (!isMap(root)) return text;
  const changes = [
    { node: root.get('name', true), value: name },
    ...(title === undefined ? [] : [{ node: root.get('title', true), value: title }]),
  ].flatMap(({ node, value }) => (isNode(node) && node.range ? [{ range: node.range, value }] : []));
  // From the end, so that earlier places stay where they are.
  changes.sort((a, b) => b.range[0] - a.range[0]);
  return changes.reduce(
    (made, { range, value }) => made.slice(0, range[0]) + asScalar(value) + made.slice(range[1]),
    text,
  );
}

/** In quotes wherever a plain word would be something else: `null`, or in a flow map a comma. */
const asScalar = (value: string): string =>
  /^[A-Za-z][\w .()-]*$/.test(value) && stringify(value).trimEnd() === value ? value : JSON.stringify(value);
