import { timingSafeEqual } from "node:crypto";
import type { AddressInfo } from "node:net";
import { serve as listen } from "@hono/node-server";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import { errorCode } from "../db/error-code.ts";
import type { Report } from "../delivery/report.ts";

export interface WebParts {
  readonly port: number;
  readonly isHealthy: () => Promise<{ ok: boolean; database: boolean; telegram: boolean }>;
  /** Left out when the service polls. */
  readonly webhook?: {
    readonly path: string;
    readonly secret: string;
    /** Stores the update; resolves only when it is committed. */
    readonly store: (update: unknown) => Promise<void>;
  };
  readonly report: Report;
}

/** What a Telegram update may weigh; theirs stay far below it. */
const mostBytes = 1_000_000;

/**
 * The service's own web server: `/healthz`, and the webhook where one is used. A request without the right secret is
 * refused before its body is read (security.md 6); an update is confirmed with 200 only after it was stored, and with 503
 * when it was not, so that Telegram sends it again.
 */
export function webApp({ isHealthy, webhook, report }: Omit<WebParts, "port">): Hono {
  const app = new Hono();
  app.use(secureHeaders());
  app.get("/healthz", async (c) => {
    const health = await isHealthy();
    return c.json(health, health.ok ? 200 : 503);
  });
  if (webhook) {
    const expected = Buffer.from(webhook.secret);
    app.post(
      webhook.path,
      async (c, next) => {
        const given = Buffer.from(c.req.header("x-telegram-bot-api-secret-token") ?? "");
        if (given.length !== expected.length || !timingSafeEqual(given, expected)) return c.body(null, 401);
        await next();
      },
      bodyLimit({ maxSize: mostBytes }),
      async (c) => {
        const update: unknown = await c.req.json().catch(() => undefined);
        // Not JSON at all: sending it again would not make it better.
        if (typeof update !== "object" || update === null || !("update_id" in update))
          return c.body(null, 400);
        try {
          await webhook.store(update);
          return c.body(null, 200);
        } catch (error) {
          report("webhook.notStored", { code: errorCode(error) });
          return c.body(null, 503);
        }
      },
    );
  }
  app.notFound((c) => c.text("Not found", 404));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    report("web.failed", { code: errorCode(error) });
    return c.text("Something went wrong", 500);
  });
  return app;
}

/** Starts listening; rejects when the port is taken. */
export function serve(parts: WebParts): Promise<{ port: number; close(): Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = listen({ fetch: webApp(parts).fetch, port: parts.port }, (address: AddressInfo) => {
      server.off("error", reject);
      resolve({
        port: address.port,
        close: () => new Promise<void>((closed) => server.close(() => closed())),
      });
    });
    server.once("error", reject);
  });
}
