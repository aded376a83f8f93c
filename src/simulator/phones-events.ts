import { streamSSE } from "hono/streaming";
import { formatDayAndTime } from "../i18n/format-moment.ts";
import type { Language } from "../i18n/language.ts";
import { firstNameOf } from "./cast.ts";
import type { Happened } from "./list-happened.ts";
import type { Rehearsal } from "./rehearsal.ts";
import type { SimulatorApp } from "./simulator.ts";

const GATHER_MS = 30;
/** While the time moves, a change comes with every step; a page needs no more than this. */
const GATHER_MOVING_MS = 200;
/** A clock that runs must be seen to run. */
const LOOK_AGAIN_MS = 1000;
/** Beyond this a list is not read; the rest is counted. */
const MOST_SHOWN = 24;

/** Adds `GET /phones/events`: the whole state at once, and again whenever it became another. */
export function phonesEvents(
  app: SimulatorApp,
  rehearsal: Rehearsal,
  languageOf: (asked: string | undefined) => Language,
): void {
  app.get("/phones/events", (context) => {
    const language = languageOf(context.req.query("language"));
    return streamSSE(context, async (stream) => {
      let sent = "";
      let gathering: NodeJS.Timeout | undefined;
      const send = () => {
        gathering = undefined;
        const data = JSON.stringify(stateOf(rehearsal, language));
        if (data === sent) return;
        sent = data;
        // A browser that is gone is noticed by onAbort; there is nobody left to tell of the failed write.
        stream.writeSSE({ data }).catch(() => undefined);
      };
      const stop = rehearsal.onChange(() => {
        gathering ??= setTimeout(send, rehearsal.jump() ? GATHER_MOVING_MS : GATHER_MS);
      });
      const looking = setInterval(send, LOOK_AGAIN_MS);
      send();
      await new Promise<void>((resolve) => stream.onAbort(resolve));
      stop();
      clearInterval(looking);
      clearTimeout(gathering);
    });
  });
}

/** What a page shows, in its language where a person reads it. */
function stateOf(rehearsal: Rehearsal, language: Language) {
  // While a new beginning is prepared there is nothing to look at.
  if (rehearsal.isBeginning()) return { world: rehearsal.world(), isBeginning: true };
  return {
    world: rehearsal.world(),
    isBeginning: false,
    // Whole minutes: the clock on the page shows no more.
    now: new Date(Math.floor(rehearsal.now().getTime() / 60_000) * 60_000),
    jump: rehearsal.jump() ?? null,
    lastJump: resultOf(rehearsal, language),
    steps: rehearsal.steps(),
    phones: rehearsal.people().map(({ id }) => {
      const phone = rehearsal.phone(id);
      return {
        id,
        blocked: phone.blocked(),
        typing: rehearsal.isBusy(id) && !phone.blocked(),
        messages: phone.messages(),
        toasts: phone.toasts(),
        commands: rehearsal.commands(id),
      };
    }),
  };
}

function resultOf(rehearsal: Rehearsal, language: Language) {
  const result = rehearsal.lastJump();
  if (!result) return null;
  const t = rehearsal.texts(language);
  const moment = (instant: Date) => formatDayAndTime(language, rehearsal.timeZone, instant);
  const nameOf = (id: number) =>
    firstNameOf(rehearsal.people().find((person) => person.id === id)?.name ?? String(id));
  const entry = ({ kind, phone, quote, at, times, last }: Happened) => ({
    at: moment(at),
    text: t(`simulator:happened.${kind}`, { who: nameOf(phone) }),
    quote,
    times,
    last: moment(last),
  });
  return {
    from: moment(result.from),
    to: moment(result.to),
    end: result.end,
    happened: result.happened.slice(0, MOST_SHOWN).map(entry),
    more: Math.max(0, result.happened.length - MOST_SHOWN),
  };
}
