/** The headers of every answer. Styles may be inline since xterm and Radix set them so; scripts may not. */
export const securityHeaders = (host: string): Record<string, string> => ({
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "worker-src 'self'",
    // Older browsers don't take 'self' for WebSockets.
    `connect-src 'self' ws://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  // The first address holds the token.
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
});

const page = (title: string, words: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1rem;color-scheme:light dark}</style>
</head><body><h1>${title}</h1>${words}</body></html>
`;

export const notAdmittedPage = page(
  'This is Tutti, and it does not know you',
  `<p>Open the address that <code>tutti serve</code> printed: it ends in <code>/?token=…</code>. This browser then stays
known here until its cookies are cleared.</p><p>If you came by that very address, the token in it is not this
project’s: <code>tutti serve</code> prints the right one at each start.</p>`,
);

export const wrongHostPage = page(
  'Not under this name',
  '<p>Open Tutti by its address (127.0.0.1 or localhost), or start it with <code>--host NAME</code>.</p>',
);

export const noPagesPage = page(
  'The window’s pages are not built',
  '<p>Run <code>npm run build</code> in the checkout, then load this page again.</p>',
);

export const notFoundPage = page('Nothing is here', '<p><a href="/">To the project</a></p>');
