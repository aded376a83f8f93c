import type { Db } from "../db/connect.ts";
import type { Texts } from "../i18n/texts.ts";
import type { Vault } from "../privacy/vault.ts";

/**
 * What a use case works with: one transaction, one instant, the vault and the texts. Whatever it writes and says commits
 * together or not at all, and nothing in it leaves the machine.
 */
export interface Work {
  readonly db: Db;
  readonly now: Date;
  readonly vault: Vault;
  readonly texts: Texts;
  /** True where a mail server is configured: only then is a mail written into the outbox. */
  readonly hasMail?: boolean;
  /** True where a machine translates: only then is a message of a talk put before it. */
  readonly hasTranslator?: boolean;
}
