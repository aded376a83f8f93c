import type { ApiResponse, Update } from "@grammyjs/types";
import { afterEach } from "vitest";
import { type MovableClock, standingClock } from "../../src/clock.ts";
import type { Phone } from "../../src/simulator/phone.ts";
import type { Simulator, SimulatorOptions } from "../../src/simulator/simulator.ts";
import { startSimulator } from "../../src/simulator/start-simulator.ts";

export const TOKEN = "7000000001:test-token";
export const START = new Date("2026-11-22T09:00:00Z");

/** A running simulator with a person who has not written yet. */
export interface Rig {
  simulator: Simulator;
  clock: MovableClock;
  amira: Phone;
  call(method: string, params?: unknown): Promise<ApiResponse<unknown>>;
  updates(params?: Record<string, unknown>): Promise<Update[]>;
}

const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** Starts a simulator that is closed after the test. */
export async function rig(options: Partial<SimulatorOptions> = {}): Promise<Rig> {
  const clock = standingClock(START);
  const simulator = await startSimulator({ clock, token: TOKEN, ...options });
  open.push(() => simulator.close());
  const call = async (method: string, params: unknown = {}) => {
    const answer = await fetch(`${simulator.url}/bot${TOKEN}/${method}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(params),
    });
    return (await answer.json()) as ApiResponse<unknown>;
  };
  return {
    simulator,
    clock,
    amira: simulator.phone({ id: 101, firstName: "Amira", languageCode: "nl" }),
    call,
    async updates(params = {}) {
      const answer = await call("getUpdates", params);
      if (!answer.ok) throw new Error(answer.description);
      return answer.result as Update[];
    },
  };
}

/** Runs something at the end of the test. */
export function atEnd(work: () => Promise<void>): void {
  open.unshift(work);
}

/** Moves the clock on. */
export function later(clock: MovableClock, minutes: number): void {
  clock.moveTo(new Date(clock.now().getTime() + minutes * 60_000));
}

/** A keyboard with one button for each text; the data is the text. */
export function keyboard(...texts: string[]) {
  return { inline_keyboard: texts.map((text) => [{ text, callback_data: text }]) };
}
