import { X } from 'lucide-react';
import { AlertDialog, Dialog as Radix } from 'radix-ui';
import type { JSX, KeyboardEvent, ReactNode } from 'react';
import { Button } from './button.tsx';
import './floating.css';

type DialogProps = {
  readonly open: boolean;
  onOpenChange(open: boolean): void;
  readonly title: string;
  /** For tables: as wide as they need, within the window. */
  readonly wide?: boolean;
  /** One sentence under the title. */
  readonly description?: ReactNode;
  readonly children: ReactNode;
  /** The buttons, the main one last. */
  readonly foot?: ReactNode;
  /** For one that needs another size. */
  readonly className?: string;
  /** Keys of its own, wherever in it the focus is. */
  onKeyDown?(event: KeyboardEvent): void;
};

/** The first field rather than the button that closes. One that is disabled takes no focus, which would stay outside. */
const focusFirstField = (event: Event): void => {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return;
  const field = target.querySelector<HTMLElement>(
    '.ds-dialog-body :is(input, textarea, button):enabled, .ds-dialog-foot .ds-main:enabled',
  );
  if (field === null) return;
  event.preventDefault();
  field.focus();
};

/** A click on a toast is no click beside the dialog, which would close it. */
const keepForToast = (event: Event): void => {
  const { detail } = event as CustomEvent<{ originalEvent: Event }>;
  const { target } = detail.originalEvent;
  if (target instanceof Element && target.closest('[data-sonner-toaster]') !== null) event.preventDefault();
};

export const Dialog = ({
  open,
  onOpenChange,
  title,
  wide = false,
  description,
  children,
  foot,
  className = '',
  onKeyDown,
}: DialogProps): JSX.Element => (
  <Radix.Root open={open} onOpenChange={onOpenChange}>
    <Radix.Portal>
      <Radix.Overlay className="ds-scrim" />
      <Radix.Content
        className={`ds-dialog ${wide ? 'ds-wide' : ''} ${className}`}
        onOpenAutoFocus={focusFirstField}
        onInteractOutside={keepForToast}
        {...(onKeyDown === undefined ? {} : { onKeyDown })}
        {...(description === undefined ? { 'aria-describedby': undefined } : {})}
      >
        <div className="ds-dialog-head">
          <Radix.Title>{title}</Radix.Title>
          <Radix.Close asChild>
            {/* Without a tip: one that shows as this gets the focus would take the first Escape for itself. */}
            <button type="button" className="ds-button ds-icon-button" aria-label="Close">
              <X size={16} />
            </button>
          </Radix.Close>
        </div>
        <div className="ds-dialog-body">
          {description !== undefined && (
            <Radix.Description className="ds-quiet">{description}</Radix.Description>
          )}
          {children}
        </div>
        {foot !== undefined && <div className="ds-dialog-foot">{foot}</div>}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);

type ConfirmProps = {
  readonly open: boolean;
  onOpenChange(open: boolean): void;
  readonly title: string;
  readonly description: ReactNode;
  /** What the button does, as a verb: "End 4 instances". */
  readonly action: string;
  readonly look?: 'main' | 'danger';
  onConfirm(): void;
  readonly children?: ReactNode;
};

/** Asks before something that can't be taken back. Esc and "Cancel" leave everything as it is. */
export const ConfirmDialog = (props: ConfirmProps): JSX.Element => (
  <AlertDialog.Root open={props.open} onOpenChange={props.onOpenChange}>
    <AlertDialog.Portal>
      <AlertDialog.Overlay className="ds-scrim" />
      <AlertDialog.Content className="ds-dialog">
        <div className="ds-dialog-head">
          <AlertDialog.Title>{props.title}</AlertDialog.Title>
        </div>
        <div className="ds-dialog-body">
          <AlertDialog.Description className="ds-quiet">{props.description}</AlertDialog.Description>
          {props.children}
        </div>
        <div className="ds-dialog-foot">
          <AlertDialog.Cancel asChild>
            <Button>Cancel</Button>
          </AlertDialog.Cancel>
          <AlertDialog.Action asChild>
            <Button look={props.look ?? 'danger'} onClick={props.onConfirm}>
              {props.action}
            </Button>
          </AlertDialog.Action>
        </div>
      </AlertDialog.Content>
    </AlertDialog.Portal>
  </AlertDialog.Root>
);
