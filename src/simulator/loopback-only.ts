import type { MiddlewareHandler } from "hono";

const LOOPBACK: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Lets only pages of this machine through: another Host could be a foreign name that points here, another Origin a
 * foreign page that sends for the visitor. Answers 403 otherwise.
 */
export const loopbackOnly: MiddlewareHandler = async (context, next) => {
  const host = context.req.header("host") ?? "";
  const own = `http://${host}`;
  const isLoopback = URL.canParse(own) && LOOPBACK.includes(new URL(own).hostname);
  const isRead = context.req.method === "GET" || context.req.method === "HEAD";
  if (!isLoopback || (!isRead && context.req.header("origin") !== own)) {
    return context.json({ error: "only for pages of this machine" }, 403);
  }
  await next();
};
