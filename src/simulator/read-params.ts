import type { Context } from "hono";
import { parseJsonText } from "./parse-json-text.ts";
import { badRequest } from "./refusal.ts";

/** The parameters of a call; `loose` when they came as text only (a query or a form). */
export interface GivenParams {
  params: Record<string, unknown>;
  loose: boolean;
}

/** Reads the parameters from the address and the body. Throws a Refusal 400 when the body is no JSON object. */
export async function readParams(context: Context): Promise<GivenParams> {
  const query: Record<string, unknown> = context.req.query();
  const kind = context.req.header("content-type") ?? "";
  if (context.req.method === "GET") return { params: query, loose: true };
  if (kind.startsWith("application/x-www-form-urlencoded") || kind.startsWith("multipart/form-data")) {
    const form: Record<string, unknown> = await context.req.parseBody().catch(() => {
      throw badRequest("can't parse the form");
    });
    return { params: { ...query, ...form }, loose: true };
  }
  const body = await context.req.text();
  if (body.trim() === "") return { params: query, loose: true };
  const value = parseJsonText(body);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw badRequest("can't parse JSON object");
  }
  return { params: { ...query, ...value }, loose: false };
}
