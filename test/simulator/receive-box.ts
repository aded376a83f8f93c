import type { Update } from "@grammyjs/types";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { atEnd } from "./rig.ts";

/** A bot that listens on a webhook. */
export interface ReceiveBox {
  url: string;
  received: { update: Update; secret: string | undefined }[];
  /** Resolves once this many updates came in, repeats included. */
  count(wanted: number): Promise<void>;
}

/** Starts it; `status` decides the answer to each update. It is closed after the test. */
export async function receiveBox(status: (update: Update) => number | Promise<number>): Promise<ReceiveBox> {
  const received: ReceiveBox["received"] = [];
  const waiting: { wanted: number; resolve: () => void }[] = [];
  const app = new Hono();
  app.post("/hook", async (context) => {
    const update = await context.req.json<Update>();
    received.push({ update, secret: context.req.header("x-telegram-bot-api-secret-token") });
    for (const wait of waiting) if (received.length >= wait.wanted) wait.resolve();
    return new Response("", { status: await status(update) });
  });
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  atEnd(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  );
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("no address");
  return {
    url: `http://127.0.0.1:${address.port}/hook`,
    received,
    count: (wanted) =>
      new Promise((resolve) => {
        if (received.length >= wanted) resolve();
        else waiting.push({ wanted, resolve });
      }),
  };
}
