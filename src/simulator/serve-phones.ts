import type { AddressInfo } from "node:net";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { errorCode } from "../db/error-code.ts";
import type { Language } from "../i18n/language.ts";
import { mountPhones } from "./phones-routes.ts";
import type { Rehearsal } from "./rehearsal.ts";

/** Ports that are tried when the usual one is taken. */
const triedPorts = 20;

/** The port that was asked for is in use. */
export class PortTaken extends Error {
  constructor(port: number) {
    super(`Port ${port} is in use by another program. Stop that one, or name another port with --port.`);
    this.name = "PortTaken";
  }
}

/** Serves the page on this machine's loopback address; it outlives every new beginning. Throws PortTaken. */
export async function servePhones(
  rehearsal: Rehearsal,
  options: { readonly port: number; readonly isAsked: boolean; readonly language: Language },
): Promise<{ url: string; close(): Promise<void> }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  mountPhones(app, rehearsal, options.language);
  const server = createAdaptorServer({ fetch: app.fetch });
  const tries = options.isAsked ? 1 : triedPorts;
  for (let port = options.port; ; port += 1) {
    try {
      await listen(server, port);
      break;
    } catch (error) {
      if (errorCode(error) !== "EADDRINUSE") throw error;
      if (port + 1 >= options.port + tries) throw new PortTaken(options.port);
    }
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}

function listen(server: ReturnType<typeof createAdaptorServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}
