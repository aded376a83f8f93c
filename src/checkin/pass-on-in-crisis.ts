import { and, eq, gt } from "drizzle-orm";
import { outbox } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { withDutchBeneath } from "../i18n/dutch-beneath.ts";
import { findWhoIsThere } from "../people/duty/who-is-there.ts";
import { sayTo } from "../people/say-to.ts";
import type { PersonView } from "../people/store.ts";
import { crisisMessage, crisisSpoken } from "./crisis-message.ts";
import { isHelpWord } from "./hear-help-word.ts";
import type { Words } from "./hear-words.ts";
import { tidyButtons, tidyLater, tidyTheirsLater } from "./tidy-up.ts";

/** One "I pass it on" is enough for words that come one after another. */
const quietMilliseconds = 10 * 60_000;

/**
 * Somebody in a crisis says more: they read that it is passed on, at most once in ten minutes, and HELP brings the numbers
 * again at any time. The words themselves were kept and handed to humans by the caller. True when something was said.
 */
export async function passOnInCrisis(work: Work, view: PersonView, words: Words): Promise<boolean> {
  const { chatId, id } = view.row;
  if (chatId === null) return false;
  await tidyTheirsLater(work, view, words);
  const asksNumbers = words.kind === "text" && isHelpWord(words.text);
  if (!asksNumbers && (await wasSaidLately(work, id))) return false;
  const t = work.texts(view.language);
  const text = asksNumbers ? await crisisMessage(work, view) : await passedOnText(work, view);
  const buttons = tidyButtons(t, view);
  const outboxId = await say(work, {
    chatId,
    lane: "crisis",
    subject: { kind: "passedOn", id },
    outgoing: {
      ...{ kind: "say", text },
      ...(buttons.length > 0 ? { buttons } : {}),
      ...(asksNumbers ? { spoken: await crisisSpoken(work, view) } : {}),
    },
  });
  await tidyLater(work, view, outboxId);
  return true;
}

const passedOnText = (work: Work, view: PersonView): Promise<string> =>
  withDutchBeneath(work.texts, view.language, async (texts, language) => {
    const { when, reader } = await findWhoIsThere({ ...work, texts }, { ...view, language });
    const t = sayTo(texts(language), view);
    return view.row.sharedPhone
      ? t("checkin:crisis.passedOnShared", { when })
      : t("checkin:crisis.passedOn", { reader, when });
  });

async function wasSaidLately({ db, now }: Work, alumnusId: string): Promise<boolean> {
  const [row] = await db
    .select({ id: outbox.id })
    .from(outbox)
    .where(
      and(
        eq(outbox.subjectKind, "passedOn"),
        eq(outbox.subjectId, alumnusId),
        gt(outbox.createdAt, new Date(now.getTime() - quietMilliseconds)),
      ),
    )
    .limit(1);
  return row !== undefined;
}
