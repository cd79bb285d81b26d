/** Conflicts in the window, those first that nothing is said of. */
const placesIn = (root: HTMLElement): HTMLElement[] => {
  const open = [...root.querySelectorAll<HTMLElement>('.mr-conflict[data-left] .mr-result')];
  return open.length > 0 ? open : [...root.querySelectorAll<HTMLElement>('.mr-result, .mr-text')];
};

/** Gives the next (or previous) conflict the focus, round the end; false: there is none in sight. */
export const goAlong = (root: HTMLElement, step: 1 | -1): boolean => {
  const places = placesIn(root);
  if (places.length === 0) return false;
  const { activeElement } = document;
  const after = (one: HTMLElement): boolean =>
    activeElement !== null &&
    root.contains(activeElement) &&
    (activeElement.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const others = places.filter((one) => one !== activeElement);
  const place =
    step === 1 ? (others.find(after) ?? others[0]) : (others.findLast((one) => !after(one)) ?? others.at(-1));
  const to = place ?? places[0];
  to?.focus();
  to?.closest('.mr-conflict')?.scrollIntoView({ block: 'center' });
  return true;
};
