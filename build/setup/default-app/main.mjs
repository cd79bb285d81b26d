// Copied into the registry's Electron as resources/app. It does what Electron's own default app does: it starts
// the app that is named on the command line. `import`, not `require`: the app's main is an ES module, and
// requiring one hangs in Electron's main process.
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

// Electron sets it in its own default app, and apps tell by it where their arguments begin.
Object.defineProperty(process, 'defaultApp', { value: true });
const argument = process.argv.slice(1).find((text) => !text.startsWith('-'));

if (argument === undefined) {
  process.stderr.write('usage: electron [flags] FOLDER|FILE [arguments]\n');
  app.exit(2);
} else {
  await start(resolve(argument));
}

/** @param {string} path absolute, of an app's folder or its main file */
async function start(path) {
  const isFolder = statSync(path).isDirectory();
  const folder = isFolder ? path : dirname(path);
  const about = isFolder ? JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) : {};
  if (about.productName ?? about.name) app.setName(about.productName ?? about.name);
  // Electron's default app calls these two; its type declarations leave them out.
  const inner = /** @type {{ setVersion(v: string): void, setAppPath(p: string): void }} */ (
    /** @type {unknown} */ (app)
  );
  if (about.version) inner.setVersion(about.version);
  inner.setAppPath(folder);
  await import(pathToFileURL(isFolder ? join(folder, about.main ?? 'index.js') : path).href);
}
