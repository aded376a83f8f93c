import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import type { PersonView } from "../people/store.ts";
import { inPairs, menuButton } from "./show-menu.ts";

/** Short talks for at home (INS-21), two of each of the five career competences (lob). */
export const homeCards = {
  qualities: ["goodAt", "proud"],
  motives: ["wants", "energy"],
  exploring: ["work", "visit"],
  steering: ["step", "choice"],
  networking: ["people", "help"],
} as const;
const all = Object.values(homeCards).flat();
export type HomeCard = (typeof all)[number];
export const isHomeCard = (name: string): name is HomeCard => (all as readonly string[]).includes(name);

/** The cards to choose from. */
export async function showCards(work: Work, view: PersonView): Promise<void> {
  const { chatId } = view.row;
  if (chatId === null) return;
  const t = work.texts(view.language);
  const buttons = all.map((card) => ({
    label: t(`questions:card.${card}.title`),
    action: { do: "homeCard", card } as const,
  }));
  await say(work, {
    chatId,
    outgoing: {
      kind: "say",
      text: t("questions:cards.title"),
      buttons: [...inPairs(buttons), [menuButton(t)]],
    },
  });
}

/** One card, and the next one a tap away. */
export async function showCard(work: Work, view: PersonView, card: HomeCard): Promise<void> {
  const { chatId } = view.row;
  if (chatId === null) return;
  const t = work.texts(view.language);
  const following = all[(all.indexOf(card) + 1) % all.length] ?? card;
  const next = { label: t("questions:cards.next"), action: { do: "homeCard", card: following } as const };
  await say(work, {
    chatId,
    outgoing: {
      kind: "say",
      text: [t(`questions:card.${card}.title`), t(`questions:card.${card}.text`)].join("\n\n"),
      buttons: [[next, menuButton(t)]],
    },
  });
}
