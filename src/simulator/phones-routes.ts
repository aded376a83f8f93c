import { bodyLimit } from "hono/body-limit";
import { NONCE, secureHeaders } from "hono/secure-headers";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import { createChanges } from "./changes.ts";
import { loopbackOnly } from "./loopback-only.ts";
import type { Phone } from "./phone.ts";
import { phonesEvents } from "./phones-events.ts";
import { type PhoneOnPage, phonesPage } from "./phones-page.ts";
import type { Simulator } from "./simulator.ts";

/** How far the visitor moves the clock. */
export type ClockMove = "nextMorning" | { minutes: number } | { days: number };

/** The time in the demo, which a visitor can move. */
export interface DemoClock extends Clock {
  /** Moves the time; whatever was due until then happens. */
  advance(to: ClockMove): Promise<void>;
  /** The time in words, for the top of the page. */
  label(): string;
}

/** What the page with the phones needs. */
export interface PhonesOptions {
  phones: readonly PhoneOnPage[];
  clock: DemoClock;
  /** Resolves once the bot has done all it had to do. */
  idle(): Promise<void>;
  /** The time zone of the hours beside the messages; that of Amsterdam when left out. */
  timeZone?: string;
}

const VOICE_SECONDS = 5;
const MAX_BODY = 64 * 1024;
const bodies = {
  send: z.strictObject({ text: z.string().min(1).max(4096) }),
  tap: z.strictObject({ messageId: z.int(), data: z.string() }),
  block: z.strictObject({ blocked: z.boolean() }),
  nothing: z.strictObject({}),
  clock: z.strictObject({
    to: z.union([
      z.literal("nextMorning"),
      z.strictObject({ minutes: z.int().min(1).max(1440) }),
      z.strictObject({ days: z.int().min(1).max(366) }),
    ]),
  }),
};

/** Adds the page with the phones to the simulator's server: `/` and `/phones/…`, for this machine only. */
export function mountPhones(simulator: Simulator, options: PhonesOptions): void {
  const { app } = simulator;
  const { clock, idle } = options;
  const moved = createChanges();
  const phones = new Map(
    options.phones.map((shown) => [shown.id, { shown, phone: phoneOf(simulator, shown) }] as const),
  );

  app.use("/", loopbackOnly);
  app.use("/phones/*", loopbackOnly, bodyLimit({ maxSize: MAX_BODY }));
  app.get("/", headers(), (context) =>
    context.html(
      phonesPage(
        options.phones,
        context.get("secureHeadersNonce") ?? "",
        options.timeZone ?? "Europe/Amsterdam",
      ),
    ),
  );
  phonesEvents(
    app,
    () => ({
      clock: clock.label(),
      phones: [...phones.values()].map(({ phone }) => ({
        id: phone.user.id,
        blocked: phone.blocked(),
        messages: phone.messages(),
        toasts: phone.toasts(),
      })),
    }),
    [simulator.onChange, moved.listen],
  );

  action("/phones/clock", bodies.clock, async ({ to }) => {
    await clock.advance(to);
    moved.notify();
  });
  onPhone("send", bodies.send, (phone, { text }) => phone.send(text));
  onPhone("voice", bodies.nothing, (phone) => phone.voice(VOICE_SECONDS));
  onPhone("start", bodies.nothing, (phone, _body, shown) =>
    // Only the first start comes from the invitation's link.
    phone.start(phone.messages().length === 0 ? shown.startPayload : undefined),
  );
  onPhone("block", bodies.block, (phone, { blocked }) => (blocked ? phone.block() : phone.unblock()));
  onPhone("tap", bodies.tap, (phone, { messageId, data }) => {
    const message = phone.messages().find(({ id, deleted }) => id === messageId && !deleted);
    if (!message?.buttons?.flat().some((button) => button.data === data))
      throw new Error("the button is gone");
    phone.tapData(data, messageId);
  });

  // Shown by nobody but whoever saves it: a page inside a file must not run as a page of the demo.
  app.get("/phones/:id{[0-9]+}/file/:file", (context) => {
    const found = phones.get(Number(context.req.param("id")));
    const file = found?.phone.download(context.req.param("file"));
    if (!file) return context.json({ error: "the file is gone" }, 404);
    return context.body(file.bytes, 200, {
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      "x-content-type-options": "nosniff",
    });
  });

  function onPhone<Body>(
    verb: string,
    schema: z.ZodType<Body>,
    act: (phone: Phone, body: Body, shown: PhoneOnPage) => unknown,
  ): void {
    action(`/phones/:id{[0-9]+}/${verb}`, schema, (body, id) => {
      const found = phones.get(Number(id));
      if (!found) throw new Error("there is no such phone");
      act(found.phone, body, found.shown);
    });
  }

  /** A POST that answers once the bot has come to rest; 400 for a wrong body, 409 when it cannot be done. */
  function action<Body>(
    path: string,
    schema: z.ZodType<Body>,
    act: (body: Body, id: string) => void | Promise<void>,
  ): void {
    app.post(path, async (context) => {
      const body = schema.safeParse(await context.req.json<unknown>().catch(() => undefined));
      if (!body.success) return context.json({ error: "the request is not understood" }, 400);
      try {
        await act(body.data, context.req.param("id") ?? "");
      } catch (error) {
        return context.json({ error: error instanceof Error ? error.message : String(error) }, 409);
      }
      await idle();
      return context.json({ ok: true });
    });
  }
}

function phoneOf(simulator: Simulator, shown: PhoneOnPage): Phone {
  const known = simulator.phones().find(({ user }) => user.id === shown.id);
  return known ?? simulator.phone({ id: shown.id, firstName: shown.title });
}

function headers() {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: [NONCE],
      styleSrc: [NONCE],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  });
}
