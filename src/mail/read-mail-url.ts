/** A mail server as a setting describes it. */
export interface MailServer {
  readonly host: string;
  /** Absent: 465 when `secure`, else 587. */
  readonly port?: number;
  /** TLS from the first byte; else as soon as the server offers it. */
  readonly secure: boolean;
  /** Absent for a server that takes mail without a login. */
  readonly login?: { readonly user: string; readonly password: string };
}

/** Reads `smtp://user:password@host:port` or `smtps://…`; undefined when it is not that. */
export function readMailUrl(value: string): MailServer | undefined {
  if (!URL.canParse(value)) return undefined;
  const url = new URL(value);
  const isMail = url.protocol === "smtp:" || url.protocol === "smtps:";
  const isBare = (url.pathname === "" || url.pathname === "/") && url.search === "" && url.hash === "";
  const user = decoded(url.username);
  const password = decoded(url.password);
  if (!isMail || !isBare || url.hostname === "" || user === undefined || password === undefined)
    return undefined;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    ...(url.port === "" ? {} : { port: Number(url.port) }),
    secure: url.protocol === "smtps:",
    ...(user === "" ? {} : { login: { user, password } }),
  };
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
