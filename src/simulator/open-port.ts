import type { AddressInfo } from "node:net";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { TrieRouter } from "hono/router/trie-router";
import { errorCode } from "../db/error-code.ts";
import type { SimulatorApp } from "./simulator.ts";

/** Ports that are tried when the usual one is taken. */
const triedPorts = 20;

/** The port that was asked for is in use. */
export class PortTaken extends Error {
  constructor(port: number) {
    super(`Port ${port} is in use by another program. Stop that one, or name another port with --port.`);
    this.name = "PortTaken";
  }
}

/** A port of this machine that the page has, and what ends it. */
export interface PhonesServer {
  readonly app: SimulatorApp;
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Takes a port on this machine's loopback address for the page, which can be added to `app` later: whoever asked for a
 * port that is taken hears of it at once. Throws PortTaken.
 */
export async function openPort(options: {
  readonly port: number;
  readonly isAsked: boolean;
}): Promise<PhonesServer> {
  // The trie router alone takes new routes after the first request: a page may be open and waiting already.
  const app: SimulatorApp = new Hono<{ Bindings: HttpBindings }>({ router: new TrieRouter() });
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
    app,
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
