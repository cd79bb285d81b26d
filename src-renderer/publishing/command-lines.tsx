import { Copy } from 'lucide-react';
import type { JSX } from 'react';
import { IconButton } from '../design/button.tsx';
import { copyText } from '../design/clipboard.ts';
import { toastDone } from '../design/toaster.tsx';

type CommandLinesProps = { readonly title: string; readonly lines: readonly string[] };

/** Commands to the letter, to be read and copied. */
export const CommandLines = ({ title, lines }: CommandLinesProps): JSX.Element => (
  <section className="pb-commands" aria-label={title}>
    <div className="pb-commands-head">
      <h3 className="ds-section-title">{title}</h3>
      <IconButton
        label={`Copy: ${title}`}
        onClick={() => {
          void copyText(lines.join('\n')).then((copied) => copied && toastDone('Copied'));
        }}
      >
        <Copy size={14} />
      </IconButton>
    </div>
    <pre className="ds-figures">{lines.join('\n')}</pre>
  </section>
);

/** Opens in the person's own browser, which gets to know nothing of this page. */
export const OutLink = ({ url }: { readonly url: string }): JSX.Element => (
  <a className="pb-link ds-figures" href={url} target="_blank" rel="noopener noreferrer">
    {url}
  </a>
);
