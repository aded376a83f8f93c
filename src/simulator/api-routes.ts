import type { ApiError } from "@grammyjs/types";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Chat } from "./chat.ts";
import type { Fault, FaultQueue } from "./faults.ts";
import { uploadOf } from "./files.ts";
import { methods } from "./methods.ts";
import type { Pace } from "./pace.ts";
import { type GivenParams, readParams } from "./read-params.ts";
import { Refusal } from "./refusal.ts";
import { refusalOfFault } from "./refusal-of-fault.ts";
import type { ApiCall, CallDetails, SimulatorApp } from "./simulator.ts";
import { linesOfCall } from "./transcript.ts";
import type { World } from "./world.ts";

/** What the routes of the Bot API work with. */
export interface ApiRoutes {
  world: World;
  token: string;
  faults: FaultQueue;
  pace: Pace | undefined;
  /** Ends every call that still waits. */
  closing: AbortSignal;
  record(call: ApiCall, details: CallDetails): void;
}

type Call = Context<{ Bindings: HttpBindings }>;

const MAX_BODY = 1024 * 1024;
/** Telegram takes files of 50 MB from a bot; the form around it has a size as well. */
const MAX_FORM = 51 * 1024 * 1024;
const PACED: readonly string[] = ["sendMessage", "sendVoice", "sendPhoto", "sendLocation", "sendDocument"];
const NOT_FOUND = new Refusal(404, "Not Found");
const UNAUTHORIZED = new Refusal(401, "Unauthorized");

/** Adds `/bot<token>/<method>` and the download of files. */
export function apiRoutes(app: SimulatorApp, server: ApiRoutes): void {
  const limitOf = (maxSize: number) =>
    bodyLimit({ maxSize, onError: () => refuse(new Refusal(413, "Request Entity Too Large")) });
  const [limitBody, limitForm] = [limitOf(MAX_BODY), limitOf(MAX_FORM)];
  const limit: typeof limitBody = (context, next) => {
    const isForm = context.req.header("content-type")?.startsWith("multipart/form-data");
    return (isForm ? limitForm : limitBody)(context, next);
  };

  app.all("/:bot{bot[^/]+}/:method", limit, async (context) => {
    const method = methods.get(context.req.param("method").toLowerCase());
    const name = method?.name ?? context.req.param("method");
    let given: GivenParams = { params: {}, loose: false };
    let chat: Chat | undefined;
    let fault: Fault | undefined;
    let result: unknown;
    const begunAt = server.world.clock.now();
    const finish = (status: number, answer: Response) => {
      const call = { method: name, params: given.params, status, at: server.world.clock.now() };
      writeDown(server.world, call, chat);
      server.record(call, { begunAt, ...(fault && { fault: fault.kind }), result });
      return answer;
    };
    const fail = (refusal: Refusal) => finish(refusal.code, refuse(refusal));
    try {
      if (context.req.param("bot") !== `bot${server.token}`) return fail(UNAUTHORIZED);
      if (!method) return fail(NOT_FOUND);
      given = await readParams(context);
      const chatId = Number(given.params.chat_id);
      // Looked up before the call: an answered tap is forgotten.
      chat = chatOfCall(server.world, given.params);
      const signal = AbortSignal.any([context.req.raw.signal, server.closing]);
      fault = server.faults.take(name, Number.isNaN(chatId) ? undefined : chatId);
      const planned = fault && refusalOfFault(fault);
      if (planned) return fail(planned);
      if (fault?.kind === "hang") {
        await server.faults.hang(signal);
        return finish(0, breakOff(context));
      }
      if (server.pace && PACED.includes(name)) server.pace.count(chatId);
      result = await method.call(kept(given, server.world), given.loose, server.world, signal);
      if (fault?.kind === "dropResponse") return finish(0, breakOff(context));
      return finish(200, context.json({ ok: true, result }));
    } catch (error) {
      if (error instanceof Refusal) return fail(error);
      // A fault of the simulator itself: say which, so that a test that meets it can be understood.
      return fail(new Refusal(500, `Internal Server Error: ${String(error)}`));
    }
  });

  app.get("/file/:bot{bot[^/]+}/:folder/:name", (context) => {
    if (context.req.param("bot") !== `bot${server.token}`) return refuse(UNAUTHORIZED);
    const path = `${context.req.param("folder")}/${context.req.param("name")}`;
    const kept = server.world.files.findByPath(path);
    if (!kept) return refuse(NOT_FOUND);
    return context.body(uploadOf(kept)?.bytes ?? new Uint8Array(kept.file.file_size), 200, {
      "content-type": "application/octet-stream",
    });
  });
}

function chatOfCall({ chats, callbacks }: World, params: Record<string, unknown>): Chat | undefined {
  const tap = params.callback_query_id;
  if (tap !== undefined) return callbacks.chatOf(String(tap));
  return chats.find(Number(params.chat_id));
}

/** What a call did stands in the chat's transcript. */
function writeDown(world: World, call: ApiCall, chat: Chat | undefined): void {
  if (!chat?.person) return;
  const lines = linesOfCall(call, chat.person.first_name);
  for (const text of lines) chat.lines.push({ at: call.at, text });
  if (lines.length > 0) world.transcripts.notify();
}

/** The parameters with uploaded files kept, each under the number by which a method finds it. */
function kept({ params, uploads }: GivenParams, world: World): Record<string, unknown> {
  const ids = [...(uploads ?? [])].map(([name, upload]) => [
    name,
    world.files.addUpload(upload).file.file_id,
  ]);
  return { ...params, ...Object.fromEntries(ids) };
}

function refuse(refusal: Refusal): Response {
  const answer: ApiError = { ok: false, error_code: refusal.code, description: refusal.description };
  if (refusal.retryAfter !== undefined) answer.parameters = { retry_after: refusal.retryAfter };
  return Response.json(answer, { status: refusal.code });
}

/** Breaks the connection without an answer. */
function breakOff(context: Call): Response {
  context.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}
