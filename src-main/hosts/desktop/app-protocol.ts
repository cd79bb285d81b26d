import { protocol } from 'electron';
import { type PageFile, readPageFiles } from '../headless/page-files.ts';

/** The pages' own origin: as strict as https, unlike that of a file. */
export const appOrigin = 'app://tutti';

/** Styles may be inline since xterm and Radix set them so; scripts may not, and nothing is fetched from elsewhere. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Must run before the app is ready. */
export const declareAppProtocol = (): void => {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
};

/** Serves the built pages, and nothing else, to the app's windows. */
export const serveAppProtocol = async (pages: string): Promise<void> => {
  const files = await readPageFiles(pages);
  protocol.handle('app', (request) => answer(request, files));
};

const answer = (request: Request, files: ReadonlyMap<string, PageFile>): Response => {
  const { host, pathname } = new URL(request.url);
  const file = host === 'tutti' ? files.get(pathname === '/' ? '/index.html' : pathname) : undefined;
  if (!file) return new Response('Nothing is here.', { status: 404 });
  return new Response(file.bytes, {
    headers: {
      'Content-Type': file.type,
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
    },
  });
};
