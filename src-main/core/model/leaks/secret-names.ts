const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).toLowerCase();

/** Of `.env` and its like those that are there to be copied have their place in a repository. */
const sample = /(?:^|[._-])(?:example|sample|template|dist|defaults?|schema|tpl)(?:[._-]|$)/;

/** A setting with a value of its own: neither empty nor taken from another. */
const setting = /^[ \t]*(?:export[ \t]+)?[A-Za-z_][A-Za-z0-9_.]*[ \t]*=[ \t]*["']?[^\s"'#$<]/m;

/**
 * What a file holds by its name alone, with its article; null: nothing that must be kept back. `text`: what is added to it, null
 * where that is no text.
 */
export const secretByName = (path: string, text: string | null): string | null => {
  const name = nameOf(path);
  if (/^id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/.test(name)) return 'a private key of SSH';
  if (/\.(?:p12|pfx)$/.test(name)) return 'a store of private keys';
  if (/^(?:\.git-credentials|\.netrc|_netrc|\.pgpass|\.htpasswd)$/.test(name)) return 'a file of passwords';
  const isEnv = /^\.env(?:\.|$)/.test(name) || /\.env$/.test(name);
  if (isEnv && !sample.test(name) && text !== null && setting.test(text))
    return 'settings of one machine, which mostly hold passwords';
  return null;
};
