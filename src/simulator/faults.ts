/** A failure to act out: for which calls, how often and which. */
export interface Fault {
  /** Only for this method; every method when left out. */
  method?: string;
  /** Only for calls that name this chat. */
  chatId?: number;
  /** How many calls it hits; 1 when left out, Infinity for a standing fault. */
  times?: number;
  /**
   * "hang" never answers until the faults are cleared; "dropResponse" carries the call out and then breaks the
   * connection, so that the bot cannot know.
   */
  kind: "429" | "500" | "400" | "401" | "403" | "hang" | "dropResponse";
  /** For "429": the seconds to wait; 1 when left out. */
  retryAfter?: number;
  /** Other words than Telegram's usual ones. */
  description?: string;
}

/** Failures on demand. The oldest fault that fits a call hits it. */
export interface Faults {
  add(fault: Fault): void;
  /** Forgets all faults and lets go of the calls that hang. */
  clear(): void;
}

/** What the server itself needs of the faults. */
export interface FaultQueue extends Faults {
  /** The fault that hits this call, if any, and counts it. */
  take(method: string, chatId: number | undefined): Fault | undefined;
  /** Resolves when the faults are cleared or the signal aborts. */
  hang(signal: AbortSignal): Promise<void>;
}

/** No faults yet. */
export function createFaults(): FaultQueue {
  let rules: { fault: Fault; left: number }[] = [];
  let cleared = new AbortController();
  return {
    add(fault) {
      rules.push({ fault, left: fault.times ?? 1 });
    },
    clear() {
      rules = [];
      cleared.abort();
      cleared = new AbortController();
    },
    take(method, chatId) {
      const rule = rules.find(
        ({ fault, left }) =>
          left > 0 &&
          (fault.method === undefined || fault.method.toLowerCase() === method.toLowerCase()) &&
          (fault.chatId === undefined || fault.chatId === chatId),
      );
      if (!rule) return undefined;
      rule.left -= 1;
      if (rule.left <= 0) rules = rules.filter((other) => other !== rule);
      return rule.fault;
    },
    hang(signal) {
      const end = AbortSignal.any([signal, cleared.signal]);
      return new Promise((resolve) => {
        if (end.aborted) resolve();
        else end.addEventListener("abort", () => resolve(), { once: true });
      });
    },
  };
}
