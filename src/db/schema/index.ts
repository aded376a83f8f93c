export * from "./appointment.ts";
export * from "./checkin.ts";
export * from "./delivery.ts";
export * from "./escalation.ts";
export * from "./people.ts";
export * from "./privacy.ts";
export * from "./programme.ts";
export * from "./talk.ts";
