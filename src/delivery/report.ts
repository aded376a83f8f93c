/** Codes, ids and numbers of what went wrong; the type leaves no room for a text, a name or a token (security.md 7). */
export type Facts = Readonly<Record<string, string | number | boolean | undefined>>;

/** Tells the operator that something happened. `event` is a code such as `inbox.parked`. */
export type Report = (event: string, facts: Facts) => void;

/** Called at named points between two steps that must survive a crash in between; tests kill the process there. */
export type Probe = (point: ProbePoint) => void;
export type ProbePoint =
  | "inbox.stored"
  | "inbox.handled"
  | "inbox.committed"
  | "outbox.sending"
  | "outbox.sent"
  | "outbox.recorded";
