import type { JSX } from 'react';
import { Button } from '../design/button.tsx';
import './profiles.css';

/** The way to the profiles from the settings. */
export const ProfilesPart = ({ onShow }: { onShow(): void }): JSX.Element => (
  <section className="pr-part" aria-label="Profiles">
    <h3 className="ds-section-title">Profiles</h3>
    <p>
      <span className="ds-quiet">How each agent is launched, watched and spoken to.</span>
      <Button onClick={onShow}>Profiles…</Button>
    </p>
  </section>
);
