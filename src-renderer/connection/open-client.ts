import './bridge-types.ts';
import { createClient, type TuttiClient } from './client.ts';
import { openPortTransport } from './port-transport.ts';
import { openSocketTransport, socketAddressOf } from './socket-transport.ts';

/** The client this page can have: by the bridge's port in the desktop app, by WebSocket in a browser. */
export const openClient = (): TuttiClient =>
  createClient(
    window.tuttiHost === undefined
      ? openSocketTransport(socketAddressOf(window.location))
      : openPortTransport(window.tuttiHost),
  );
