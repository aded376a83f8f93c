import type { Simulator } from "../../src/simulator/simulator.ts";

/**
 * Carries the bot's calls to the simulated Telegram of the same process: the same routes, the same requests and answers, without
 * a socket between them, which would cost more time than all that they do.
 */
export function callInProcess(simulator: Simulator): typeof fetch {
  return async (input, init = {}) => {
    const given = init as { method?: string; headers?: Record<string, string>; signal?: AbortSignal };
    const aborted = new AbortController();
    // grammY's signal comes from a polyfill; a Request takes only the real one.
    if (given.signal?.aborted) aborted.abort();
    given.signal?.addEventListener("abort", () => aborted.abort());
    const body = typeof init.body === "string" ? init.body : await bytesOf(init.body);
    const request = new Request(String(input), {
      method: given.method ?? "GET",
      headers: { ...given.headers },
      signal: aborted.signal,
      ...(body === undefined ? {} : { body }),
    });
    const answer = await simulator.app.fetch(request);
    if (aborted.signal.aborted) throw new DOMException("The call was given up", "AbortError");
    return answer;
  };
}

/** A form with a file comes in pieces. */
async function bytesOf(body: unknown): Promise<Buffer | undefined> {
  if (body === undefined || body === null) return undefined;
  const pieces: Uint8Array[] = [];
  for await (const piece of body as AsyncIterable<Uint8Array>) pieces.push(piece);
  return Buffer.concat(pieces);
}
