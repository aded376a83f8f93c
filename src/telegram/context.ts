import type { ConversationFlavor } from "@grammyjs/conversations";
import type { Context } from "grammy";
import type { Taken } from "../checkin/take-reply.ts";
import type { Action } from "../delivery/action.ts";
import type { Work } from "../delivery/work.ts";
import type { Language } from "../i18n/language.ts";
import type { Say } from "../i18n/texts.ts";
import type { LinkingRow } from "../people/link/linking.ts";
import type { AlumnusView, AskerView, CaseWorkerRow, ChatRow } from "../people/store.ts";

/** Who is behind a private chat. */
export type Person =
  | { readonly kind: "stranger" }
  | { readonly kind: "linking"; readonly linking: LinkingRow }
  | { readonly kind: "alumnus"; readonly view: AlumnusView }
  /** Somebody who asks, mostly a parent, and is nobody else here; at the organisation that they asked last. */
  | { readonly kind: "asker"; readonly view: AskerView }
  | { readonly kind: "caseWorker"; readonly worker: CaseWorkerRow };

interface InBeeldFlavor {
  /** The transaction and the instant of this update. */
  work: Work;
  /** The published question set that new check-ins begin with. */
  setHash: string;
  chatRow: ChatRow;
  language: Language;
  t: Say;
  person: Person;
  /** What the tapped button means; undefined when nothing was tapped or nobody knows the button. */
  action: Action | undefined;
  /** A message of an album, and not its first: what there is to say about it was said. */
  isRestOfAlbum: boolean;
  /** Typed while nobody knows whether the question for a note has come: it may be one, and goes to nobody without a tap. */
  mayBeNote: boolean;
  /** A short line shown over the chat in answer to the tap. */
  toast?: string;
  /** What the check-in's window does next, set by whoever handled the reply. */
  taken?: Pick<Taken, "next" | "because" | "explains" | "progress">;
}

export type BotContext = ConversationFlavor<Context & InBeeldFlavor>;
