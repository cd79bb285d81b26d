/** A URL may carry a name and a password, or a token: these are shown to nobody. The user of ssh is no secret. */
export const withoutSecrets = (text: string): string =>
  text.replace(/\b(https?|ftps?):\/\/[^/\s@'"]*@/gi, '$1://');

/** Where a remote is, as far as its URL tells: `github.com` and `ada/orders-api`. Null: a folder, or nothing that is known. */
export const placeOf = (url: string): { readonly host: string; readonly path: string } | null => {
  const found =
    /^(?:https?|ssh|git):\/\/(?:[^/@]*@)?([^/:]+)(?::\d+)?\/(.+)$/i.exec(url) ??
    // As ssh has it: user@host:path. A colon after a slash belongs to a folder's name.
    /^(?:[^/@:]+@)?([^/@:]{2,}):(?!\/\/)(.+)$/.exec(url);
  const [, host, path] = found ?? [];
  if (host === undefined || path === undefined) return null;
  const trimmed = path.replace(/^\/+|\/+$|(?:\.git)?\/*$/g, '');
  if (trimmed === '') return null;
  // GitHub's ssh at the port of https.
  return { host: host.toLowerCase().replace(/^ssh\.github\.com$/, 'github.com'), path: trimmed };
};
