import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fail, ok, type Result } from '@contract/result.ts';
import { hostPlaces } from '../open-project/host-places.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What it tells a Linux desktop: the kind of file that a recording is. The magic numbers are SQLite's and ours (`application_id`). */
const mimeType = `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="application/vnd.tutti.recording">
    <comment>Recording of a Tutti run</comment>
    <sub-class-of type="application/vnd.sqlite3"/>
    <magic priority="60">
      <match type="string" offset="0" value="SQLite format 3\\0">
        <match type="big32" offset="68" value="0x54555454"/>
      </match>
    </magic>
    <glob pattern="*.tutti"/>
  </mime-type>
</mime-info>
`;

/** A word of an Exec line: the specification's own quoting. */
const quoted = (word: string): string =>
  `"${word.replaceAll(/[\\"`$]/g, (sign) => `\\${sign}`).replaceAll('%', '%%')}"`.replaceAll('\\', '\\\\');

const desktopEntry = (words: readonly string[]): string => `[Desktop Entry]
Type=Application
Name=Tutti
Comment=Runs, steers and replays a hierarchy of coding agents
Exec=${words.map(quoted).join(' ')} %u
Terminal=false
Categories=Development;
MimeType=application/vnd.tutti.recording;x-scheme-handler/tutti;
`;

/** Tells the desktop that its lists have changed; one that has no such program looks by itself. */
const tellDesktop = (program: string, args: readonly string[]): Promise<void> =>
  new Promise((resolve) => {
    const child = spawn(program, [...args], { stdio: 'ignore' });
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });

/**
 * Makes this command what a Linux desktop opens recordings and links with, for this user. Answers the files that were written. Elsewhere an
 * installed app does so itself: `unsupported`.
 */
export const registerWithDesktop = async (
  env: Environment,
  platform: NodeJS.Platform = process.platform,
): Promise<Result<readonly string[]>> => {
  if (platform !== 'linux')
    return fail('unsupported', 'Here the app registers itself when it is installed.', 'Install it.');
  const data = env.XDG_DATA_HOME || join(env.HOME || homedir(), '.local', 'share');
  const entry = join(data, 'applications', 'tutti.desktop');
  const kind = join(data, 'mime', 'packages', 'tutti-recording.xml');
  try {
    for (const [file, text] of [
      [entry, desktopEntry([process.execPath, hostPlaces().cli, 'open'])],
      [kind, mimeType],
    ] as const) {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return fail(
      'state_read_only',
      `It could not be written: ${why}.`,
      'See that the folder can be written to.',
    );
  }
  await tellDesktop('update-mime-database', [join(data, 'mime')]);
  await tellDesktop('update-desktop-database', [dirname(entry)]);
  for (const type of ['application/vnd.tutti.recording', 'x-scheme-handler/tutti'])
    await tellDesktop('xdg-mime', ['default', 'tutti.desktop', type]);
  return ok([entry, kind]);
};
