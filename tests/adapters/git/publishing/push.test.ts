import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { got } from '../support.ts';
import { isAlive, pidsIn, unended, withRemote } from './support.ts';

const config = (made: ReturnType<typeof withRemote>): string =>
  readFileSync(join(made.root, '.git/config'), 'utf8');

test('a branch is pushed under a name, and the person’s settings stay as they are', async () => {
  const made = withRemote();
  made.git(['config', 'push.autoSetupRemote', 'true']);
  const before = config(made);
  const publisher = made.publisher();
  const wish = { remote: 'origin', tip: made.tip, as: 'feature/token' };
  expect(got(await publisher.push(wish, unended()))).toMatchObject({ upToDate: false, link: null });
  expect(made.there('feature/token')).toBe(made.tip);
  expect(got(await publisher.push(wish, unended()))).toMatchObject({ upToDate: true });
  expect(config(made)).toBe(before);
  expect(got(await publisher.seen('origin', 'feature/token', made.tip))).toEqual({
    ...{ tip: made.tip, ahead: 0, behind: 0 },
  });
});

test('only the commit that was named goes along: no tag, no other branch', async () => {
  const made = withRemote();
  made.git(['config', 'push.followTags', 'true']);
  made.git(['tag', '-a', '-m', 'one', 'v1', 'work']);
  const wish = { remote: 'origin', tip: made.tip, as: 'work' };
  got(await made.publisher().push(wish, unended()));
  const refs = made.git(['for-each-ref', '--format=%(refname)'], made.remote);
  expect(refs.split('\n')).toEqual(['refs/heads/main', 'refs/heads/work']);
});

test('what the remote says is kept, with the page that it names', async () => {
  const made = withRemote();
  made.hook('post-receive', ['echo "Open a pull request: https://git.example.org/ada/new?x=1"'], made.remote);
  const wish = { remote: 'origin', tip: made.tip, as: 'work' };
  const pushed = got(await made.publisher().push(wish, unended()));
  expect(pushed.says).toContain('Open a pull request');
  expect(pushed.link).toBe('https://git.example.org/ada/new?x=1');
});

test('a branch that has moved on there is refused, and stays', async () => {
  const made = withRemote();
  made.git(['push', '-q', 'origin', 'work']);
  made.git(['checkout', '-q', '-b', 'theirs', 'main']);
  made.git(['commit', '-q', '--allow-empty', '-m', 'Theirs']);
  made.git(['push', '-q', '--force', 'origin', 'theirs:work']);
  const theirs = made.there('work');
  const publisher = made.publisher();
  const result = await publisher.push({ remote: 'origin', tip: made.tip, as: 'work' }, unended());
  expect(result).toMatchObject({ ok: false, error: { code: 'wrong_state', field: 'as' } });
  expect(result.ok ? '' : result.error.remedy).toContain('never forced');
  expect(made.there('work')).toBe(theirs);
  expect(got(await publisher.seen('origin', 'work', made.tip))).toMatchObject({ ahead: 1, behind: 1 });
});

test('a pre-push hook that refuses is heard', async () => {
  const made = withRemote();
  made.hook('pre-push', ['echo "the tests fail" >&2', 'exit 1']);
  const wish = { remote: 'origin', tip: made.tip, as: 'work' };
  const result = await made.publisher().push(wish, unended());
  expect(result).toMatchObject({
    ok: false,
    error: { code: 'git_failed', message: 'Your pre-push hook refused it: the tests fail' },
  });
  expect(made.there('work')).toBeNull();
});

test('a hook of the remote that refuses is heard', async () => {
  const made = withRemote();
  made.hook('pre-receive', ['echo "main is protected" >&2', 'exit 1'], made.remote);
  const result = await made.publisher().push({ remote: 'origin', tip: made.tip, as: 'x' }, unended());
  expect(result).toMatchObject({
    ok: false,
    error: { message: 'origin refused x: pre-receive hook declined.' },
  });
  expect(result.ok ? '' : result.error.details).toContain('main is protected');
});

test('a hook that hangs is ended in time, with all that it has started', async () => {
  const made = withRemote();
  const pids = join(made.base, 'pids');
  made.hook('pre-push', [`echo $$ >> '${pids}'`, 'sleep 600 &', `echo $! >> '${pids}'`, 'wait']);
  const wish = { remote: 'origin', tip: made.tip, as: 'work' };
  const result = await made.publisher({ push: 4_000 }).push(wish, unended());
  expect(result).toMatchObject({ ok: false, error: { code: 'timeout' } });
  expect(pidsIn(pids)).toHaveLength(2);
  await vi.waitFor(() => expect(pidsIn(pids).filter(isAlive)).toEqual([]), 10_000);
  expect(made.there('work')).toBeNull();
});

test('a push is ended when it is no longer wanted', async () => {
  const made = withRemote();
  const pids = join(made.base, 'pids');
  made.hook('pre-push', [`echo $$ >> '${pids}'`, 'exec sleep 600']);
  const ending = new AbortController();
  const wish = { remote: 'origin', tip: made.tip, as: 'work' };
  const pushing = made.publisher().push(wish, ending.signal);
  await vi.waitFor(() => expect(pidsIn(pids)).toHaveLength(1), 10_000);
  ending.abort();
  expect(await pushing).toMatchObject({ ok: false, error: { message: 'The push was cancelled.' } });
  await vi.waitFor(() => expect(pidsIn(pids).filter(isAlive)).toEqual([]), 10_000);
});

const serve = async (status: number, headers: Record<string, string>): Promise<string> => {
  const server: Server = createServer((_request, response) => response.writeHead(status, headers).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
};

test('a remote that asks for a password is not waited for, and nothing asks the person', async () => {
  const made = withRemote();
  const asked = join(made.base, 'asked');
  made.program('asker', [`echo asked >> '${asked}'`, 'sleep 600']);
  const host = await serve(401, { 'www-authenticate': 'Basic realm="x"' });
  made.env.GIT_ASKPASS = join(made.bin, 'asker');
  made.env.SSH_ASKPASS = join(made.bin, 'asker');
  made.env.DISPLAY = ':99';
  made.git(['config', 'core.askPass', join(made.bin, 'asker')]);
  made.git(['remote', 'set-url', 'origin', `http://ada:secret@${host}/ada/orders.git`]);
  const result = await made.publisher().push({ remote: 'origin', tip: made.tip, as: 'work' }, unended());
  expect(result).toMatchObject({
    ok: false,
    error: { message: 'origin wants a login that git does not have.' },
  });
  expect(JSON.stringify(result)).not.toContain('secret');
  expect(pidsIn(asked)).toEqual([]);
});

test('no network and no repository are told apart', async () => {
  const made = withRemote();
  const wish = { remote: 'origin', tip: made.tip, as: 'work' };
  made.git(['remote', 'set-url', 'origin', 'http://127.0.0.1:1/ada/orders.git']);
  expect(await made.publisher().push(wish, unended())).toMatchObject({
    error: { message: 'origin could not be reached.' },
  });
  made.git(['remote', 'set-url', 'origin', join(made.base, 'nowhere')]);
  expect(await made.publisher().push(wish, unended())).toMatchObject({
    error: { message: expect.stringContaining('There is no repository where origin points to') },
  });
});
