/**
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 * @returns {boolean} a window can be shown
 */
export function hasDisplay(platform, env) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * @param {NodeJS.Platform} platform
 * @param {number | undefined} uid
 * @returns {string[]} Chromium refuses to start for root with its sandbox on; nobody else loses it
 */
export function electronFlags(platform, uid) {
  return platform === 'linux' && uid === 0 ? ['--no-sandbox'] : [];
}

/**
 * @param {string} text
 * @returns {boolean} a link to a moment of a recording, and no path
 */
export function isLink(text) {
  return /^tutti:/i.test(text);
}

/**
 * The first argument that is no flag is the repository to open; flags with a value are written with `=`.
 * @param {string[]} args
 * @returns {{ folder: string | undefined, rest: string[] }}
 */
export function splitFolder(args) {
  const index = args.findIndex((text) => !text.startsWith('-'));
  if (index < 0) return { folder: undefined, rest: args };
  return { folder: args[index], rest: [...args.slice(0, index), ...args.slice(index + 1)] };
}
