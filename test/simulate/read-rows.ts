import postgres from "postgres";
import type { Rows } from "./rows.ts";

/** The rows as they lie in the database: no room of the product is asked. */
export async function readRows(databaseUrl: string): Promise<Rows> {
  // What the product is told besides, how it plans and through which socket, is nothing to the driver.
  const address = new URL(databaseUrl);
  address.search = "";
  const sql = postgres(address.href, { max: 1, onnotice: () => undefined });
  const ms = (column: string) => sql.unsafe(`(extract(epoch from ${column}) * 1000)::float8`);
  try {
    return {
      schools: await sql`select id, closed_days as "closedDays", message_hours as "messageHours"
        from organisation where purpose = 'school'`,
      alumni: await sql`select id, organisation_id as "schoolId", school_type as "schoolType",
        exit_profile as "exitProfile", exit_date as "exitDay", situation, own_time as "ownTime" from alumnus`,
      staff: await sql`select id, organisation_id as "schoolId", chat_id::float8 as chat from case_worker`,
      enrolments: await sql`select alumnus_id as "alumnusId", ${ms("created_at")} as "createdAt",
        ${ms("ended_at")} as "endedAt" from enrolment`,
      moments:
        await sql`select alumnus_id as "alumnusId", form, from_day as "fromDay", until_day as "untilDay",
        ${ms("ask_at")} as "askAt" from contact_moment`,
      tasks:
        await sql`select id, alumnus_id as "alumnusId", kind, from_day as "fromDay", ${ms("created_at")} as "createdAt",
        ${ms("done_at")} as "doneAt", outcome from task order by created_at`,
      contacts: await sql`select alumnus_id as "alumnusId", ${ms("at")} as at, result
        from contact_record where undone_at is null order by at`,
      consents: await sql`select alumnus_id as "alumnusId", ${ms("at")} as at, answer
        from consent where given_by = 'alumnus' order by at, seq`,
      talks: await sql`select id, alumnus_id as "alumnusId", ${ms("opened_at")} as "openedAt",
        ${ms("ended_at")} as "endedAt" from talk order by opened_at`,
      unlinkings: await sql`select u.alumnus_id as "alumnusId", ${ms("u.at")} as at,
        (select min(extract(epoch from l.decided_at) * 1000)::float8 from linking l
          where l.alumnus_id = u.alumnus_id and l.outcome = 'confirmed' and l.decided_at > u.at) as until
        from unlinking u where u.undone_at is null order by u.at`,
      signed: await sql`select organisation_id as "schoolId", ${ms("checked_at")} as at from safety_sheet`,
      abouts: await sql`select id, alumnus_id as "alumnusId" from linking where alumnus_id is not null
        union all select id, alumnus_id from identity_check`,
      escalations: await sql`select id, alumnus_id as "alumnusId", ${ms("opened_at")} as "openedAt",
        ${ms("resolved_at")} as "resolvedAt" from escalation order by opened_at`,
    };
  } finally {
    await sql.end();
  }
}
