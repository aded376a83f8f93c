import { raw } from "hono/html";

/** Drawn, not an emoji: not every machine has a font for those. */
const draw = (paths: string) =>
  raw(
    `<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">${paths}</svg>`,
  );

/** The signs on the page's buttons. */
export const icons = {
  logo: draw(
    '<path d="M2.5 12s3.6-6.5 9.5-6.5 9.5 6.5 9.5 6.5-3.6 6.5-9.5 6.5S2.5 12 2.5 12z"/><circle cx="12" cy="12" r="2.8"/>',
  ),
  microphone: draw(
    '<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.5 11.500a6.5 6.5 0 0 0 13 0M12 18v3"/>',
  ),
  send: draw('<path d="M4 12 20 4.5 15.5 20l-3.8-6.300z"/><path d="m11.7 13.7 8.3-9.2"/>'),
  sticker: draw(
    '<circle cx="12" cy="12" r="8.5"/><path d="M8.5 14a4.2 4.2 0 0 0 7 0M9 9.500v.6M15 9.500v.6"/>',
  ),
  commands: draw('<rect x="3.5" y="4.5" width="17" height="15" rx="3.5"/><path d="m13.5 8-3 8"/>'),
  copy: draw(
    '<rect x="8.5" y="8.5" width="11" height="12" rx="2.5"/><path d="M15.5 5.500v-.500a2 2 0 0 0-2-2h-7a2 2 0 0 0-2 2V13a2 2 0 0 0 2 2h0"/>',
  ),
  block: draw('<circle cx="12" cy="12" r="8.5"/><path d="m6.2 6.2 11.6 11.6"/>'),
  down: draw('<path d="M12 5v13M6 12.5 12 18.500l6-6"/>'),
  close: draw('<path d="m6 6 12 12M18 6 6 18"/>'),
  clock: draw('<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.200l3.3 2"/>'),
  check: draw('<path d="m5.5 12.5 4.3 4.3 8.7-9.3"/>'),
  plus: draw('<path d="M12 5.500v13M5.5 12h13"/>'),
  again: draw('<path d="M5 12a7.2 7.2 0 1 1 2.2 5.200M5 18v-4.500h4.5"/>'),
} as const;
