/** What src-preload/bridge.ts puts on `window` in the desktop app; absent in a browser. */
export type TuttiHostBridge = {
  readonly kind: 'electron';
  readonly platform: string;
  /** The path of a file or folder that was dropped on the window. */
  pathForFile(file: File): string;
  /** Shows a recording that was dropped, in a window of its own. */
  openRecording(file: File): void;
  /** Asks for a port; it arrives as a window message `tutti-port`. */
  ready(): void;
};

declare global {
  interface Window {
    readonly tuttiHost?: TuttiHostBridge;
  }
}
