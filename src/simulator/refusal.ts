/** The reason the simulator refuses a call, with the code and the words Telegram uses. */
export class Refusal extends Error {
  readonly code: number;
  readonly description: string;
  readonly retryAfter: number | undefined;

  constructor(code: number, description: string, retryAfter?: number) {
    super(description);
    this.name = "Refusal";
    this.code = code;
    this.description = description;
    this.retryAfter = retryAfter;
  }
}

/** Code 400. `reason` follows "Bad Request: ". */
export function badRequest(reason: string): Refusal {
  return new Refusal(400, `Bad Request: ${reason}`);
}

/** Code 403. `reason` follows "Forbidden: ". */
export function forbidden(reason: string): Refusal {
  return new Refusal(403, `Forbidden: ${reason}`);
}

/** Code 409. `reason` follows "Conflict: ". */
export function conflict(reason: string): Refusal {
  return new Refusal(409, `Conflict: ${reason}`);
}

/** Code 429, with the wait in whole seconds. */
export function tooManyRequests(retryAfter: number): Refusal {
  return new Refusal(429, `Too Many Requests: retry after ${retryAfter}`, retryAfter);
}
