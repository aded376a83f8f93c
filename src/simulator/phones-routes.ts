import { readdirSync, readFileSync } from "node:fs";
import { bodyLimit } from "hono/body-limit";
import { NONCE, secureHeaders } from "hono/secure-headers";
import { z } from "zod";
import { type Language, languageOf, languages } from "../i18n/language.ts";
import { mostPhones, starts } from "./cast.ts";
import { loopbackOnly } from "./loopback-only.ts";
import type { Phone } from "./phone.ts";
import { phonesEvents } from "./phones-events.ts";
import { phonesPage } from "./phones-page.ts";
import type { Rehearsal } from "./rehearsal.ts";
import type { SimulatorApp } from "./simulator.ts";
import { writeTranscript } from "./transcript.ts";

const VOICE_SECONDS = 5;
const MAX_BODY = 64 * 1024;
const messageId = z.int();
const bodies = {
  send: z.strictObject({ text: z.string().min(1).max(4096), replyTo: messageId.optional() }),
  edit: z.strictObject({ text: z.string().min(1).max(4096), messageId }),
  tap: z.strictObject({ messageId, data: z.string() }),
  voice: z.strictObject({ seconds: z.int().min(1).max(600).default(VOICE_SECONDS) }),
  sticker: z.strictObject({ emoji: z.string().min(1).max(16) }),
  block: z.strictObject({ blocked: z.boolean() }),
  nothing: z.strictObject({}),
  clock: z.strictObject({
    to: z.union([
      z.literal("nextMorning"),
      z.strictObject({ minutes: z.int().min(1).max(1440) }),
      z.strictObject({ days: z.int().min(1).max(366) }),
      z.strictObject({ months: z.int().min(1).max(12) }),
    ]),
  }),
  add: z.strictObject({
    role: z.enum(["alumnus", "caseWorker", "parent"]),
    // A first and a last name; what could end a cell of the school's list is no part of one.
    name: z
      .string()
      .trim()
      .max(60)
      .regex(/^[\p{L}\p{M}'’.-]+( [\p{L}\p{M}'’.-]+)+$/u),
    language: z.enum(languages),
  }),
  again: z.strictObject({ start: z.enum(starts), language: z.enum(languages) }),
};

// The scripts are read once: nothing else of the disk can be asked for.
const CLIENT = new URL("client/", import.meta.url);
const scripts = new Map(
  readdirSync(CLIENT).map((name) => [name, readFileSync(new URL(name, CLIENT), "utf8")]),
);

/** What a visitor asked and cannot have now, with a code that the page knows words for. */
class CannotBe extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/**
 * Adds the page with the phones to a server: `/` and `/phones/…`, for this machine only. `language` is the page's own until
 * its address names another.
 */
export function mountPhones(app: SimulatorApp, rehearsal: Rehearsal, language: Language): void {
  const languageOfPage = (asked: string | undefined) => languageOf(asked) ?? language;

  app.use("/", loopbackOnly);
  app.use("/phones/*", loopbackOnly, bodyLimit({ maxSize: MAX_BODY }));
  app.get("/", headers(), (context) =>
    context.html(
      phonesPage(
        rehearsal,
        languageOfPage(context.req.query("language")),
        context.get("secureHeadersNonce") ?? "",
      ),
    ),
  );
  app.get("/phones/client/:name{[a-z-]+\\.js}", (context) => {
    const script = scripts.get(context.req.param("name"));
    if (script === undefined) return context.notFound();
    return context.body(script, 200, {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "no-store",
    });
  });
  phonesEvents(app, rehearsal, languageOfPage);
  app.get("/phones/:id{[0-9]+}/transcript", (context) => {
    const person = rehearsal.people().find(({ id }) => id === Number(context.req.param("id")));
    if (!person) return context.notFound();
    return context.text(writeTranscript(rehearsal.phone(person.id).transcript()));
  });

  action("/phones/clock", bodies.clock, ({ to }) => rehearsal.move(to));
  action("/phones/clock/halt", bodies.nothing, () => rehearsal.stopMoving());
  action("/phones/again", bodies.again, (beginning) => rehearsal.beginAgain(beginning));
  action("/phones/add", bodies.add, async (person) => {
    const people = rehearsal.people();
    if (people.length >= mostPhones) throw new CannotBe("full");
    if (people.some(({ name }) => name.toLowerCase() === person.name.toLowerCase()))
      throw new CannotBe("taken");
    return { id: (await rehearsal.add(person)).id };
  });
  onPhone("send", bodies.send, (phone, { text, replyTo }) => phone.send(text, replyTo));
  onPhone("edit", bodies.edit, (phone, { text, messageId }) => phone.edit(messageId, text));
  onPhone("voice", bodies.voice, (phone, { seconds }) => phone.voice(seconds));
  onPhone("sticker", bodies.sticker, (phone, { emoji }) => phone.sticker(emoji));
  onPhone("start", bodies.nothing, async (phone) => {
    // Only the first start comes from the invitation's link.
    phone.start(phone.messages().length === 0 ? await rehearsal.cardOf(phone.user.id) : undefined);
  });
  onPhone("block", bodies.block, (phone, { blocked }) => (blocked ? phone.block() : phone.unblock()));
  onPhone("tap", bodies.tap, (phone, { messageId, data }) => {
    const message = phone.messages().find(({ id, deleted }) => id === messageId && !deleted);
    if (!message?.buttons?.flat().some((button) => button.data === data))
      throw new Error("the button is gone");
    phone.tapData(data, messageId);
  });

  // Shown by nobody but whoever saves it: a page inside a file must not run as a page of the demo.
  app.get("/phones/:id{[0-9]+}/file/:file", (context) => {
    const person = rehearsal.people().find(({ id }) => id === Number(context.req.param("id")));
    const file = person && rehearsal.phone(person.id).download(context.req.param("file"));
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
    act: (phone: Phone, body: Body) => unknown,
  ): void {
    action(`/phones/:id{[0-9]+}/${verb}`, schema, async (body, id) => {
      await act(rehearsal.phone(Number(id)), body);
      // Until the bot has come to rest, so that whoever waits for the answer sees all that this caused.
      await rehearsal.idle();
    });
  }

  /** A POST; 400 for a wrong body, 409 when it cannot be done now. */
  function action<Body>(
    path: string,
    schema: z.ZodType<Body>,
    act: (body: Body, id: string) => unknown,
  ): void {
    app.post(path, async (context) => {
      const body = schema.safeParse(await context.req.json<unknown>().catch(() => undefined));
      if (!body.success) return context.json({ error: "the request is not understood" }, 400);
      try {
        return context.json({ ok: true, ...Object(await act(body.data, context.req.param("id") ?? "")) });
      } catch (error) {
        const code = error instanceof CannotBe ? { code: error.code } : {};
        return context.json({ error: error instanceof Error ? error.message : String(error), ...code }, 409);
      }
    });
  }
}

function headers() {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: [NONCE, "'self'"],
      styleSrc: [NONCE],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  });
}
