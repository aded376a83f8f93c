import { streamSSE } from "hono/streaming";
import type { SimulatorApp } from "./simulator.ts";

/** Lets a listener hear of changes; the answer stops that. */
type Listen = (listener: () => void) => () => void;

const GATHER_MS = 30;
/** A clock that runs must be seen to run. */
const LOOK_AGAIN_MS = 1000;

/** Adds `GET /phones/events`: the whole state at once, and again whenever it became another. */
export function phonesEvents(app: SimulatorApp, state: () => unknown, sources: readonly Listen[]): void {
  app.get("/phones/events", (context) =>
    streamSSE(context, async (stream) => {
      let sent = "";
      let gathering: NodeJS.Timeout | undefined;
      const send = () => {
        gathering = undefined;
        const data = JSON.stringify(state());
        if (data === sent) return;
        sent = data;
        // A browser that is gone is noticed by onAbort; there is nobody left to tell of the failed write.
        stream.writeSSE({ data }).catch(() => undefined);
      };
      const stops = sources.map((listen) =>
        listen(() => {
          gathering ??= setTimeout(send, GATHER_MS);
        }),
      );
      const looking = setInterval(send, LOOK_AGAIN_MS);
      send();
      await new Promise<void>((resolve) => stream.onAbort(resolve));
      for (const stop of stops) stop();
      clearInterval(looking);
      clearTimeout(gathering);
    }),
  );
}
