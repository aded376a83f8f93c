import type { Context } from "hono";
import type { Upload } from "./files.ts";
import { parseJsonText } from "./parse-json-text.ts";
import { badRequest } from "./refusal.ts";

/** The parameters of a call; `loose` when they came as text only (a query or a form). */
export interface GivenParams {
  params: Record<string, unknown>;
  loose: boolean;
  /** Files that came with the form, by the parameter that they are the value of. */
  uploads?: ReadonlyMap<string, Upload>;
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
    return { loose: true, ...(await splitForm({ ...query, ...form })) };
  }
  const body = await context.req.text();
  if (body.trim() === "") return { params: query, loose: true };
  const value = parseJsonText(body);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw badRequest("can't parse JSON object");
  }
  return { params: { ...query, ...value }, loose: false };
}

/**
 * Takes the files out of a form. A file is a parameter's value itself, or the parameter says `attach://<name>` and the file
 * comes under that name. In the parameters the file's own name takes its place.
 */
async function splitForm(
  form: Record<string, unknown>,
): Promise<{ params: Record<string, unknown>; uploads: ReadonlyMap<string, Upload> }> {
  const params: Record<string, unknown> = {};
  const uploads = new Map<string, Upload>();
  const attached = new Set<string>();
  for (const [name, value] of Object.entries(form)) {
    const place = typeof value === "string" ? value.match(/^attach:\/\/(.+)$/)?.[1] : undefined;
    const file = place === undefined ? value : form[place];
    if (!(file instanceof File)) {
      params[name] = value;
      continue;
    }
    if (place !== undefined) attached.add(place);
    const bytes = new Uint8Array(await file.arrayBuffer());
    uploads.set(name, { name: file.name, mimeType: file.type || "application/octet-stream", bytes });
    params[name] = file.name;
  }
  for (const place of attached) {
    delete params[place];
    uploads.delete(place);
  }
  return { params, uploads };
}
