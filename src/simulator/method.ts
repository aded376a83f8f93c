import type { ApiMethods, Opts } from "@grammyjs/types";
import { z } from "zod";
import { badRequest } from "./refusal.ts";
import type { World } from "./world.ts";

/** The parameters of each method as `@grammyjs/types` has them; an uploaded file has become the number of a kept one. */
type Parameters = Opts<never>;

/** For each parameter a schema of Telegram's type. Required ones must be there, others may be left out. */
type Shape<P> = { [K in keyof P]: z.ZodType<P[K] | undefined> };

/** What the schemas of a shape read. */
type Read<S> = { [K in keyof S]: S[K] extends z.ZodType<infer Value> ? Value : undefined };

/** A method of the Bot API, ready to be called. */
export interface Method {
  name: string;
  /** Reads and carries out one call. Throws a Refusal. `loose` reads "5" as 5, as in a form or a query. */
  call(params: Record<string, unknown>, loose: boolean, world: World, signal: AbortSignal): Promise<unknown>;
}

/** Telegram's own words for what is missing. */
const MISSING: Record<string, string> = {
  chat_id: "chat_id is empty",
  text: "message text is empty",
  message_id: "message identifier is not specified",
  voice: "there is no voice in the request",
  document: "there is no document in the request",
  file_id: "file_id not specified",
  action: "wrong parameter action in request",
};

/**
 * Binds a method's name, its parameters and what it does. The compiler refuses a parameter Telegram does not know,
 * one of another type, a required one that is left out, and an answer of another type.
 */
export function method<M extends keyof ApiMethods<never>, S extends Shape<Parameters[M]>>(
  name: M,
  shape: S & Record<Exclude<keyof S, keyof Parameters[M]>, never>,
  act: (
    params: Read<S>,
    world: World,
    signal: AbortSignal,
  ) => ReturnType<ApiMethods<never>[M]> | Promise<ReturnType<ApiMethods<never>[M]>>,
): Method {
  const fields: z.ZodRawShape = shape;
  const schema = z.strictObject(fields);
  return {
    name,
    async call(given, loose, world, signal) {
      const params = loose ? loosen(given, fields) : given;
      const read = schema.safeParse(params);
      if (!read.success) throw complaint(read.error.issues[0], params);
      return act(read.data as Read<S>, world, signal);
    },
  };
}

/** In a form or a query every value is text: read it as JSON where the field wants no text. */
function loosen(given: Record<string, unknown>, fields: z.ZodRawShape): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => {
      const field = fields[key];
      if (typeof value !== "string" || !field || z.safeParse(field, value).success) return [key, value];
      try {
        return [key, JSON.parse(value)];
      } catch {
        return [key, value];
      }
    }),
  );
}

function complaint(issue: z.core.$ZodIssue | undefined, params: Record<string, unknown>) {
  if (issue?.code === "unrecognized_keys" && issue.path.length === 0) {
    return badRequest(`unknown parameter "${issue.keys[0]}"`);
  }
  const field = String(issue?.path[0] ?? "");
  if (params[field] === undefined) return badRequest(MISSING[field] ?? `parameter "${field}" is required`);
  return badRequest(`parameter "${field}" is invalid: ${issue?.message}`);
}
