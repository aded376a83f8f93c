import type { Say } from "../i18n/texts.ts";

/** Stands where the client puts a value in. */
export const slot = "%s";

export const stickers = ["👍", "❤️", "😂", "🙏", "😢", "💪"] as const;

/** The words that a phone's own script needs, in the language of the phone. */
export const phoneWords = (t: Say) => ({
  edited: t("simulator:phone.edited"),
  protected: t("simulator:phone.protected"),
  reply: t("simulator:phone.reply"),
  replying: t("simulator:phone.replying"),
  edit: t("simulator:phone.edit"),
  editing: t("simulator:phone.editing"),
  replyCancel: t("simulator:phone.replyCancel"),
  editCancel: t("simulator:phone.editCancel"),
  voiceNote: t("simulator:phone.voiceNote", { length: slot }),
  play: t("simulator:phone.play"),
  photo: t("simulator:phone.photo"),
  place: t("simulator:phone.place"),
  you: t("simulator:phone.you"),
  robot: t("simulator:phone.robot"),
  block: t("simulator:phone.block"),
  unblock: t("simulator:phone.unblock"),
});

const mostCounted = 20;

/** The words that the page's script needs, in the language of the page. */
export const pageWords = (t: Say) => ({
  gone: t("simulator:page.gone"),
  again: t("simulator:page.again"),
  refused: t("simulator:page.refused"),
  copied: t("simulator:phone.copied"),
  calm: t("simulator:clock.calm"),
  stopped: t("simulator:clock.stopped"),
  waitsForPeople: t("simulator:clock.waitsForPeople"),
  span: t("simulator:clock.span", { from: slot, to: slot }),
  times: t("simulator:happened.times", { times: slot, last: slot }),
  more: t("simulator:happened.more", { more: slot }),
  done: t("simulator:guide.done"),
  /** By how many there are; beyond the last the number stays. */
  unread: Array.from({ length: mostCounted }, (_, index) => t("simulator:page.unread", { count: index + 1 })),
});
