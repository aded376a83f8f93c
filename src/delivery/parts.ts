import type { Clock } from "../clock.ts";
import type { Database } from "../db/connect.ts";
import type { Texts } from "../i18n/texts.ts";
import type { Vault } from "../privacy/vault.ts";
import type { Probe, Report } from "./report.ts";

/** What both directions work with. */
export interface DeliveryParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly texts: Texts;
  /** True where a mail server is configured. */
  readonly hasMail?: boolean;
  /** True where a machine translates in talks. */
  readonly hasTranslator?: boolean;
  readonly botId: number;
  /** How many lines are worked on at the same time. */
  readonly hands: number;
  readonly report: Report;
  readonly probe: Probe;
}
