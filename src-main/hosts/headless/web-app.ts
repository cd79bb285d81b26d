import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { PageFile } from './page-files.ts';
import type { WebGuard } from './web-guard.ts';
import { noPagesPage, notAdmittedPage, notFoundPage, securityHeaders, wrongHostPage } from './web-pages.ts';
import { answerStatus, type ReadStatus, statusNotAdmitted, statusPath } from './web-status.ts';

type Env = { Bindings: HttpBindings };

/** A year, the longest a cookie or a cache is usually granted. */
const year = 31_536_000;

/** The pages of the web monitor, and the run's status for programs. Nothing but the token's own address is answered to who is not admitted. */
export const createWebApp = (
  guard: WebGuard,
  files: ReadonlyMap<string, PageFile>,
  readStatus: ReadStatus,
): Hono<Env> => {
  const app = new Hono<Env>();

  app.use(async (context, next) => {
    const { headers } = context.env.incoming;
    const known = guard.knowsHost(headers.host);
    for (const [name, value] of Object.entries(securityHeaders(known ? (headers.host ?? '') : '127.0.0.1'))) {
      context.header(name, value);
    }
    context.header('Cache-Control', 'no-store');
    if (!known) return context.html(wrongHostPage, 421);
    const token = context.req.query('token');
    if (context.req.path === '/' && token !== undefined && guard.isToken(token)) {
      context.header(
        'Set-Cookie',
        `${guard.cookie}=${guard.pass}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${year}`,
      );
      return context.redirect('/', 303);
    }
    if (!guard.admits(headers))
      return context.req.path === statusPath
        ? context.json(statusNotAdmitted.body, statusNotAdmitted.status)
        : context.html(notAdmittedPage, 401);
    await next();
  });

  app.get('/connect', (context) => context.text('This address takes WebSockets only.', 426));

  app.all(statusPath, async (context) => {
    const { method, headers } = context.env.incoming;
    const { status, body } = await answerStatus(method ?? '', headers, readStatus);
    if (status === 405) context.header('Allow', 'GET');
    return context.json(body, status);
  });

  app.get('*', (context) => {
    if (files.size === 0) return context.html(noPagesPage, 503);
    const file = files.get(context.req.path === '/' ? '/index.html' : context.req.path);
    if (!file) return context.html(notFoundPage, 404);
    if (file.lasting) context.header('Cache-Control', `private, max-age=${year}, immutable`);
    return context.body(file.bytes, 200, { 'Content-Type': file.type });
  });

  app.notFound((context) => context.html(notFoundPage, 404));
  return app;
};
