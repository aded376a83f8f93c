import { sql } from "drizzle-orm";
import type { Operator } from "./audit/run-test-alert.ts";
import { publishQuestionSet } from "./checkin/publish-question-set.ts";
import type { QuestionSet } from "./checkin/question-set.ts";
import { questionSet } from "./checkin/questions.ts";
import type { Clock } from "./clock.ts";
import type { MailSettings } from "./config.ts";
import type { Database } from "./db/connect.ts";
import { errorCode } from "./db/error-code.ts";
import { countDue, findNextDue, type NextOf } from "./delivery/find-due.ts";
import { lifeNotes } from "./delivery/note-life.ts";
import type { Send } from "./delivery/outgoing.ts";
import type { Probe, Report } from "./delivery/report.ts";
import { storeUpdates } from "./delivery/store-updates.ts";
import type { Work } from "./delivery/work.ts";
import { workInbox } from "./delivery/work-inbox.ts";
import { type Delay, type Pace, type SendOutcome, telegramPace, workOutbox } from "./delivery/work-outbox.ts";
import { closeChat } from "./escalation/close-chat.ts";
import { parkUpdate } from "./escalation/park-update.ts";
import { settleShown } from "./escalation/settle-shown.ts";
import { escalateDelayed, escalateUndelivered, settleArrived } from "./escalation/step-escalation.ts";
import { loadRecordings } from "./i18n/recordings.ts";
import { loadTexts, pseudoResources, resources, type Texts } from "./i18n/texts.ts";
import { findNextMoments, findNextStep } from "./jobs/find-next-step.ts";
import { everyFiveSeconds } from "./jobs/schedule.ts";
import { tick, tickAlerts, tickMinute } from "./jobs/tick.ts";
import { mailer } from "./mail/send-mail.ts";
import { goodTimeOfChat } from "./people/calendar/good-time-of-chat.ts";
import { settleStaffChannel } from "./people/reach/settle-staff-channel.ts";
import { tryKey, WrongMasterKey } from "./privacy/try-key.ts";
import { openVault, type Vault } from "./privacy/vault.ts";
import { noteOfferOutcome } from "./programme/note-offer-outcome.ts";
import { keepLedger } from "./rights/keep-ledger.ts";
import { libreTranslate, type TranslatorSettings } from "./talk/libre-translate.ts";
import { settleTalk } from "./talk/settle-copy.ts";
import { readUpdate, updateHandler } from "./telegram/bot.ts";
import { connectTelegram } from "./telegram/connect.ts";
import { introduce, renewMenus } from "./telegram/introduce.ts";
import { meet } from "./telegram/meet.ts";
import { poll } from "./telegram/poll.ts";
import { sender } from "./telegram/send.ts";
import { usePolling, useWebhook, webhookPath } from "./telegram/set-up-bot.ts";
import { serve } from "./web/serve.ts";

export interface AppOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly masterKey: Buffer;
  readonly botToken: string;
  readonly telegramApiRoot: string;
  /** Carries the calls to Telegram; absent: the network does. */
  readonly telegramFetch?: typeof fetch;
  /** Where the texts' recordings are, as in `locales/`; that folder when left out. */
  readonly recordings?: URL;
  /** Absent: updates are polled. */
  readonly webhook?: { readonly url: string; readonly secret: string };
  /** Absent: no web server, as in most tests. */
  readonly port?: number;
  /** The file of the erasure ledger; absent: none is kept outside the database. */
  readonly erasureLedger?: string;
  /** The second channel; absent: no mail is sent. */
  readonly mail?: MailSettings;
  /** A machine that translates in talks; absent: none does. */
  readonly translator?: TranslatorSettings;
  /** To whom the daily test alert goes. */
  readonly operator?: Operator;
  readonly report: Report;
  readonly questions?: QuestionSet;
  /** For looking at screens: every text longer and in brackets, in the direction of its language. */
  readonly pseudo?: boolean;
  readonly pace?: Pace;
  /** On how many chats each queue works at the same time; four on PostgreSQL and one on PGlite when left out. */
  readonly hands?: number;
  readonly probe?: Probe;
  /** False: nobody calls `tick` but the caller, and no sign of life is kept, as in tests with a clock of their own. */
  readonly ticking?: boolean;
}

export interface App {
  readonly username: string;
  readonly texts: Texts;
  readonly vault: Vault;
  readonly port: number | undefined;
  /** Resolves when nothing stored is due any more: what came in is handled, what was said is sent. */
  idle(): Promise<void>;
  /** The next instant at which something stored becomes due, such as a message that keeps the pace. */
  nextDue(): Promise<Date | undefined>;
  /** The next instant at which time sets something in motion that stands in a row: a message, an escalation's step, a watch. */
  nextStep(): Promise<Date | undefined>;
  /** The same, with what is stored (`nextDue`) and the rest of it apart. */
  nextMoments(): Promise<NextOf>;
  /** What time sets in motion, now. */
  tick(): Promise<void>;
  /** The part of it whose moment stands in a row (`nextStep`), without what a school has every minute. */
  takeSteps(): Promise<void>;
  /** Finishes what is at work, confirms nothing more, and lets go of everything but the database. */
  stop(): Promise<void>;
}

/**
 * Puts the rooms together and starts them: the only file that knows every room. Rejects with a clear error when the
 * master key is not the database's, the erasure ledger cannot be read or replayed, Telegram refuses the token or the webhook, the port is taken, or a running check-in uses a question that is gone.
 */
export async function startApp(options: AppOptions): Promise<App> {
  const { database, clock, report } = options;
  const words = options.pseudo ? pseudoResources() : resources;
  const texts = await loadTexts(report, words);
  const vault = openVault(options.masterKey);
  if ((await tryKey(database.db, vault)) === false) throw new WrongMasterKey();
  // Before anything is served: a backup that was restored must not bring back whoever was erased since.
  const ledger = options.erasureLedger
    ? await keepLedger(database, { now: clock.now(), vault, texts }, options.erasureLedger, report)
    : undefined;
  const probe: Probe = options.probe ?? (() => undefined);
  const connect = (timeoutSeconds: number) =>
    connectTelegram(options.botToken, options.telegramApiRoot, timeoutSeconds, options.telegramFetch);
  const api = connect(15);
  const botInfo = await meet(api, report);
  const botId = botInfo.id;

  const setHash = await publishQuestionSet(database.db, clock.now(), options.questions ?? questionSet, words);
  const shared = {
    ...{ database, clock, vault, texts, botId, report, probe },
    ...{ hasMail: options.mail !== undefined, hasTranslator: options.translator !== undefined },
  };
  const hands = options.hands ?? (database.kind === "postgres" ? 4 : 1);
  const fewer = Math.ceil(hands / 2);
  let tokenRefused = false;
  const send = sender(api, texts, loadRecordings(options.recordings));
  const outboxParts = {
    ...shared,
    send: async (...message: Parameters<typeof send>) => {
      const result = await send(...message);
      tokenRefused = result.kind === "unauthorized";
      return result;
    },
    pace: options.pace ?? telegramPace,
    onOutcome: settleOutcome,
    onDelayed: settleDelay,
    goodTime: goodTimeOfChat,
  };
  const chats = workOutbox({ ...outboxParts, hands }, "chat");
  const taps = workOutbox({ ...outboxParts, hands: fewer }, "tap");
  const mails =
    options.mail && workOutbox({ ...outboxParts, send: sendMails(options.mail), hands: fewer }, "mail");
  const handle = updateHandler({ botInfo, setHash });
  const inbox = workInbox({ ...shared, handle, onParked: parkUpdate, hands });
  const queues = { tap: taps, chat: chats, mail: mails };
  const wakeOutbox = (line?: string) => {
    for (const [name, queue] of Object.entries(queues)) if (!line || line === name) queue?.wake();
  };
  await database.listen("inbox", () => inbox.wake());
  await database.listen("outbox", wakeOutbox);
  await database.listen("data_key", (id) => vault.forgetKeys(id));

  const store = (updates: readonly unknown[]) =>
    storeUpdates({ db: database.db, vault, now: clock.now(), botId }, updates.map(readUpdate));
  const tickParts = {
    ...{ database, clock, vault, texts, report, setHash, hasMail: shared.hasMail },
    ...(options.operator ? { operator: options.operator } : {}),
    ...(options.translator
      ? { translate: libreTranslate(options.translator, (code) => report("translation.failed", { code })) }
      : {}),
  };
  let lastMinute: string | undefined;
  const takeSteps = async () => {
    await tickAlerts(tickParts);
    await tick(tickParts);
  };
  const finishTick = async () => {
    const minute = clock.now().toISOString().slice(0, 16);
    if (minute !== lastMinute) await tickMinute(tickParts);
    lastMinute = minute;
    await ledger?.catchUp();
  };
  const runTick = () => takeSteps().then(finishTick);

  const isHealthy = async () => {
    const isThere = await database.db.execute(sql`select 1`).then(
      () => true,
      () => false,
    );
    return { ok: isThere && !tokenRefused, database: isThere, telegram: !tokenRefused };
  };
  const webhook = options.webhook;
  const web =
    options.port === undefined
      ? undefined
      : await serve({
          port: options.port,
          isHealthy,
          report,
          ...(webhook
            ? {
                webhook: {
                  path: webhookPath,
                  secret: webhook.secret,
                  store: (update) => store([update]),
                },
              }
            : {}),
        });
  // Names and commands are a courtesy: a service that cannot set them still has people to hear.
  const notIntroduced = (error: unknown) => report("introduction.failed", { code: errorCode(error) });
  const introducing = { ...shared, api };
  await introduce(introducing).catch(notIntroduced);
  const stopping = new AbortController();
  const renewing = renewMenus(introducing, stopping.signal).catch(notIntroduced);
  if (webhook) await useWebhook(api, webhook);
  else await usePolling(api).catch((error: unknown) => report("polling.failed", { code: errorCode(error) }));
  const note = options.ticking === false ? async () => undefined : lifeNotes({ db: database.db, clock });
  const poller = webhook ? undefined : poll({ api: connect(40), botId, database, store, note, report });
  const beats =
    options.ticking === false
      ? []
      : [
          everyFiveSeconds(() => tickAlerts(tickParts)),
          everyFiveSeconds(() =>
            tick(tickParts)
              .then(finishTick)
              .then(() => note("ticked")),
          ),
        ];

  return {
    username: botInfo.username,
    texts,
    vault,
    port: web?.port,
    tick: runTick,
    takeSteps,
    nextDue: () => findNextDue(database.db),
    nextStep: () => findNextStep(database.db),
    nextMoments: () => findNextMoments(database.db),
    async idle() {
      do {
        await inbox.idle();
        await Promise.all([taps.idle(), chats.idle(), mails?.idle()]);
      } while ((await countDue(database.db, clock.now())) > 0);
    },
    async stop() {
      await poller?.stop();
      stopping.abort();
      await renewing;
      for (const end of beats) await end();
      await web?.close();
      await inbox.stop();
      await Promise.all([chats.stop(), taps.stop(), mails?.stop()]);
      await ledger?.stop();
    },
  };
}

/** A message's end: a closed chat is noted, an escalation that reached nobody goes on to somebody else, and one that was late has come. */
async function settleOutcome(work: Work, outcome: SendOutcome): Promise<void> {
  await settleStaffChannel(work, outcome);
  if (outcome.state === "blocked" && outcome.queue !== "mail") await closeChat(work, outcome.chatId);
  if (outcome.subjectKind === "escalation" && outcome.subjectId)
    await settleAlert(work, outcome, outcome.subjectId);
  await settleShown(work, outcome);
  await settleTalk(work, outcome);
  if (outcome.subjectKind === "offer" && outcome.subjectId)
    await noteOfferOutcome(work, outcome.subjectId, outcome.state);
}

async function settleAlert(work: Work, { id, state }: SendOutcome, escalationId: string): Promise<void> {
  if (state === "sent") await settleArrived(work, escalationId, id);
  else if (state !== "unknown") await escalateUndelivered(work, escalationId, id);
}

/** A message that does not get through for now: an escalation goes by the other channel meanwhile. */
async function settleDelay(work: Work, delay: Delay): Promise<void> {
  if (delay.subjectKind === "escalation" && delay.subjectId)
    await escalateDelayed(work, delay.subjectId, delay.id);
}

/** The sender of the mail queue: an outbox row becomes one mail, with the row's id. */
function sendMails(settings: MailSettings): Send {
  const { send } = mailer(settings);
  return async (_line, outgoing, _target, id) =>
    outgoing.kind === "mail" ? send({ ...outgoing, id }) : { kind: "refused", code: "NOT_A_MAIL" };
}
