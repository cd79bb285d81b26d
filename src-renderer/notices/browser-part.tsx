import type { JSX } from 'react';
import { useHost } from '../connection/host-info.ts';
import { Button } from '../design/button.tsx';
import { askPermission, type Permission, usePermission } from './permission.ts';

const words: Record<Permission, string> = {
  none: 'This browser shows no notifications for this address: open it over https, or on this machine.',
  default: 'This browser has not been asked yet whether it may show notifications.',
  granted: 'This browser may show notifications.',
  denied: 'This browser was told to show no notifications: allow them in its settings for this address.',
};

/** Whether this browser may notify, and the click that asks it. The app on the desktop needs none. */
export const BrowserPart = (): JSX.Element | null => {
  const { info } = useHost();
  const permission = usePermission();
  if (info.kind === 'desktop') return null;
  if (info.readOnly)
    return <p className="ds-quiet">A view that only looks shows no notifications: they are its owner’s.</p>;
  return (
    <div className="st-browser">
      <span className="ds-quiet">{words[permission]}</span>
      {permission === 'default' && <Button onClick={() => void askPermission()}>Allow notifications</Button>}
    </div>
  );
};
