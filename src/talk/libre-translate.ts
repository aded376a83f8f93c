import { z } from "zod";
import type { Translate } from "./translate.ts";

/** A server that speaks LibreTranslate's language: its address, and a key where it wants one. */
export interface TranslatorSettings {
  readonly url: string;
  readonly key?: string;
}

/** A machine that has not answered by then is too slow for a talk. */
const patienceMilliseconds = 5_000;
const answer = z.object({ translatedText: z.string().min(1) });

/**
 * A translator behind LibreTranslate's API (`POST /translate`). `report` hears a code when it does not answer or refuses, never
 * a word of the text; the talk goes on without it.
 */
export function libreTranslate(
  { url, key }: TranslatorSettings,
  report: (code: string) => void,
  patience = patienceMilliseconds,
): Translate {
  return async (text, from, to) => {
    try {
      const response = await fetch(new URL("translate", url.endsWith("/") ? url : `${url}/`), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          q: text,
          source: from,
          target: to,
          format: "text",
          ...(key ? { api_key: key } : {}),
        }),
        signal: AbortSignal.timeout(patience),
      });
      if (!response.ok) {
        report(`HTTP_${response.status}`);
        return undefined;
      }
      return answer.parse(await response.json()).translatedText;
    } catch (error) {
      report(error instanceof Error && error.name === "TimeoutError" ? "TOO_SLOW" : "NO_ANSWER");
      return undefined;
    }
  };
}
