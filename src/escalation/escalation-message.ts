import { quickMinutes } from "../contact/contact-record.ts";
import type { Action } from "../delivery/action.ts";
import type { Button, Buttons } from "../delivery/outgoing.ts";
import { formatDayAndTime } from "../i18n/format-moment.ts";
import type { Language } from "../i18n/language.ts";
import type { Say } from "../i18n/texts.ts";
import type { Partner } from "./decide-move.ts";
import { outcomes } from "./escalation-state.ts";
import type { Doubt } from "./find-doubt.ts";
import type { EscalationRow } from "./store.ts";

/** All that a message about an escalation shows: who, how serious, which theme; never an answer. */
export interface EscalationView {
  readonly row: EscalationRow;
  /** The first name, or the reference alone where the organisation says so. */
  readonly name: string;
  readonly ownerName: string | undefined;
  readonly timeZone: string;
  readonly language: Language;
  /** Who reads this message. */
  readonly readerId: string;
  readonly mayView: boolean;
  /** Messages arrive in the young person's chat, as far as we know, and they may come. */
  readonly canWrite: boolean;
  /** Why nothing arrives there, where the young person did it themselves. */
  readonly gone: "stopped" | "blocked" | undefined;
  /** Whoever has it is away, and the reader acts for them: takes it over or passes it on. */
  readonly mayTakeOver: boolean;
  /** Whose alumnus it is, when the reader is somebody else. */
  readonly responsible: string | undefined;
  /** The young person's own case worker is not on duty now. */
  readonly responsibleIsAway: boolean;
  /** To whom it was handed, who has not taken it yet. */
  readonly addresseeName: string | undefined;
  /** Who was asked to help. */
  readonly partner: Partner | undefined;
  /** More than the first step of its policy has passed. */
  readonly isLeftLying: boolean;
  /** It was said by the person's card, and nobody has confirmed who used it, or it was somebody else. */
  readonly doubt: Doubt["who"] | undefined;
  /** Since when there is something that whoever has it has not seen. */
  readonly freshAt: Date | undefined;
  /** Who used the card and waits for a human's word, when this reader may say whether it is the right person. */
  readonly linkingId: string | undefined;
  /** When the young person said that a serious tap was a slip. */
  readonly tappedWrongAt: Date | undefined;
  /** The person had everything erased; what is left is here for this alone. */
  readonly erased: boolean;
  /** Nobody is at work now. */
  readonly outsideHours: boolean;
  /** Nobody is at work for longer than something urgent may lie; until then. */
  readonly closedUntil: Date | undefined;
  /** It is the worry of a parent, and a human says about whom. */
  readonly isWorry: boolean;
  /** The contact that was had and whose minutes nobody has said yet. */
  readonly unmeasuredId: string | undefined;
}

type Verb = Extract<Action, { do: "escalation" }>["verb"];

const marks = { attention: "🟡", urgent: "🟠", crisis: "🔴" } as const;

/** `🟠 Amina · werk · dringend`: the line that stands for an escalation everywhere. */
export function escalationLine(t: Say, row: Pick<EscalationRow, "severity" | "theme">, name: string): string {
  return `${marks[row.severity]} ${name} · ${themeOf(t, row)} · ${t(`checkin:severity.${row.severity}`)}`;
}

/** The same without the word for how serious it is: a list's buttons are narrow, and the colour says it. */
export function listLine(t: Say, row: Pick<EscalationRow, "severity" | "theme">, name: string): string {
  return `${marks[row.severity]} ${name} · ${themeOf(t, row)}`;
}

/** What it is about, for staff: a theme of the questions, or what whoever asks came with. */
export const themeOf = (t: Say, { theme }: Pick<EscalationRow, "theme">): string =>
  isOfAsker(theme) ? t(`escalation:theme.${theme}`) : t(`checkin:theme.${theme}` as "checkin:theme.work");

/** A question or a worry of somebody who asks; a young person does not read of it what a parent told. */
export const isOfAsker = (theme: string): theme is "question" | "worry" =>
  theme === "question" || theme === "worry";

export function escalationText(t: Say, view: EscalationView): string {
  const { row, language, timeZone } = view;
  const at = (instant: Date | null) => (instant ? formatDayAndTime(language, timeZone, instant) : "");
  const worker = view.ownerName ?? "";
  const lines = [escalationLine(t, row, view.name)];
  if (row.wish) lines.push(t(`escalation:wish.${row.wish}`));
  if (view.tappedWrongAt) lines.push(t("escalation:details.tappedWrong", { moment: at(view.tappedWrongAt) }));
  if (view.doubt) lines.push(t(`escalation:doubt.${view.doubt}`));
  if (view.gone && row.state !== "resolved") lines.push(t(`escalation:gone.${view.gone}`));
  if (view.erased)
    lines.push(t(row.severity === "crisis" ? "escalation:erased.crisis" : "escalation:erased.other"));
  if (view.responsible)
    lines.push(
      t(view.responsibleIsAway ? "escalation:responsibleAway" : "escalation:responsible", {
        worker: view.responsible,
      }),
    );
  if (row.level !== "basic") lines.push(t(`escalation:level.${row.level}`));
  if (view.partner)
    lines.push(t("escalation:handOver.asked", { partner: t(`escalation:partner.${view.partner}`) }));
  lines.push(t("escalation:since", { moment: at(row.openedAt) }));
  if (row.state === "open" || row.state === "notified") {
    if (row.laps > 0) lines.push(t("escalation:state.nobodyReacts", { count: row.laps }));
    else if (view.addresseeName) lines.push(t("escalation:state.handed", { worker: view.addresseeName }));
    else lines.push(t(view.isLeftLying ? "escalation:state.stillOpen" : "escalation:state.open"));
    if (view.closedUntil) lines.push(t("escalation:state.closedUntil", { moment: at(view.closedUntil) }));
    if (row.severity === "crisis" && view.outsideHours) lines.push(t("escalation:state.outsideHours"));
  }
  if (row.state === "acknowledged") {
    lines.push(t("escalation:state.acknowledged", { worker }));
    if (row.planned) lines.push(t("escalation:state.planned", { moment: at(row.nextStepAt) }));
  }
  if (row.state === "contacted") lines.push(t("escalation:state.contacted", { worker }));
  if (row.state === "resolved" && row.outcome)
    lines.push(t("escalation:state.resolved", { worker, outcome: t(`escalation:outcome.${row.outcome}`) }));
  if (view.freshAt && (view.readerId === row.ownerId || view.mayTakeOver))
    lines.push(t("escalation:fresh.since", { moment: at(view.freshAt) }));
  if (row.state === "contacted" && view.readerId === row.ownerId) {
    if (view.unmeasuredId) lines.push(t("contact:ask.optional"));
    lines.push(t("escalation:askOutcome"));
  }
  return lines.join("\n");
}

/** What this reader can do with it now; while nobody knows who wrote, whoever may say so is asked here. */
export function escalationButtons(t: Say, view: EscalationView): Buttons {
  const { linkingId: linking, row } = view;
  if (!linking || row.state === "resolved") return buttonsOf(t, view);
  const who = { label: t("escalation:button.who"), action: { do: "showLinking", linking } } as const;
  return [...buttonsOf(t, view), [who]];
}

function buttonsOf(t: Say, view: EscalationView): Buttons {
  const { row } = view;
  const button = (verb: Verb, label: string): Button => ({
    label,
    action: { do: "escalation", escalation: row.id, verb },
  });
  const look = view.mayView ? [button("view", t("escalation:button.view"))] : [];
  // Writing opens a talk: one tap for whoever has it.
  const write: Button[] = view.canWrite
    ? [
        {
          label: t("escalation:message.write"),
          action: { do: "message", alumnus: row.personId, step: "write" },
        },
      ]
    : [];
  const match = view.isWorry ? [[button("match", t("questions:staff.who"))]] : [];
  const undo = [button("undo", t("escalation:button.undo"))];
  const passOn = button("handOver", t("escalation:button.handOver"));
  // The reporting code is a list for whoever acts; it stands beside a crisis from the take on.
  const code = row.severity === "crisis" ? [[button("steps", t("escalation:button.steps"))]] : [];
  if (row.state === "open" || row.state === "notified")
    return [[button("take", t("escalation:button.take")), ...look], [passOn]];
  if (row.state !== "resolved" && view.mayTakeOver)
    return [[button("take", t("escalation:button.takeOver")), ...look], [passOn]];
  if (view.readerId !== row.ownerId) return [];
  const outcomeRows = outcomes.map((outcome) => [button(outcome, t(`escalation:outcome.${outcome}`))]);
  // Without contact data a contact cannot be asked for: the outcome alone ends it.
  if (view.erased && row.severity !== "crisis" && row.state === "acknowledged") return [...outcomeRows, undo];
  if (row.state === "acknowledged" && row.planned)
    return [
      [
        button("tonight", t("escalation:button.tonight")),
        button("tomorrow", t("escalation:button.tomorrow")),
        button("monday", t("escalation:button.monday")),
      ],
      [button("reached", t("escalation:button.reached")), ...write, ...look],
      [passOn, ...undo],
      ...match,
      ...code,
    ];
  if (row.state === "acknowledged")
    return [
      [
        button("reached", t("escalation:button.reached")),
        button("notReached", t("escalation:button.notReached")),
      ],
      [...write, ...look, passOn],
      ...match,
      ...code,
      undo,
    ];
  if (row.state === "contacted")
    return [...minutesOf(t, view), ...outcomeRows, [...write, ...look, passOn], ...match, ...code, undo];
  return [undo];
}

/** How long the contact took, in one tap that nobody has to make (CAP-13). */
function minutesOf(t: Say, { unmeasuredId: contact }: EscalationView): Buttons {
  if (contact === undefined) return [];
  return [
    quickMinutes.map((n) => ({
      label: t("contact:ask.minutes", { n }),
      action: { do: "contactLength", contact, minutes: String(n) } as const,
    })),
  ];
}
