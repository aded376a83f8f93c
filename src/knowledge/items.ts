import type { ItemFacts } from "./item.ts";
import { alb } from "./items/alb.ts";
import { app } from "./items/app.ts";
import { isk } from "./items/isk.ts";
import { lob } from "./items/lob.ts";
import { sys } from "./items/sys.ts";
import { wrk } from "./items/wrk.ts";

/** All that the robot can answer, without its texts. */
export const items: readonly ItemFacts[] = [...alb, ...sys, ...wrk, ...lob, ...isk, ...app];
