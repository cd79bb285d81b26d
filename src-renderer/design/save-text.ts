/** Hands a text to the person as a file of that name: where to is asked by the window or the browser. */
export const saveText = (name: string, type: string, text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by the next turn, and holds what it needs.
  setTimeout(() => URL.revokeObjectURL(url), 0);
};
