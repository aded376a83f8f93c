import type { Work } from "../../delivery/work.ts";
import { isReadSoon } from "../duty/who-is-there.ts";
import type { OrganisationRow } from "../store.ts";
import { findReadiness } from "./find-readiness.ts";

/** Whether what may touch danger may be asked now: the school is ready for the answers, and somebody is there soon to read them. */
export async function mayAskNow(work: Work, organisation: OrganisationRow): Promise<boolean> {
  if ((await findReadiness(work, organisation.id)).reasons.length > 0) return false;
  return isReadSoon(work, organisation, work.now);
}
