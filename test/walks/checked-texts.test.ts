import { afterEach, expect, test } from "vitest";
import { setAgreement } from "../../src/people/link/set-agreement.ts";
import { findOrganisation } from "../../src/people/store.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = (language: "nl" | "so" | "ar") => walk.app.texts(language);
/** What stands beneath the line that says that nobody has checked it. */
const beneathOf = (text: string, language: "so" | "ar" = "so") =>
  text.split(t(language)("delivery:unchecked"))[1]?.replace(/[\u2066-\u2069]/g, "");

async function somali(more: Parameters<Walk["alumnus"]>[2] = {}) {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  return { fatima, amina: await walk.alumnus("Amina", fatima, { language: "so", ...more }) };
}

const isInDutch = ({ last }: Walker, dutch: string) => expect(beneathOf(last())).toContain(dutch);

test("who reads and who may erase is said in Dutch too where nobody has checked the words, in each of its steps", async () => {
  const { amina } = await somali();
  await amina.say("/privacy");
  isInDutch(amina, t("nl")("telegram:privacy.alumnus", { worker: "Fatima" }));
  await amina.say("/mijngegevens");
  await amina.press("rights:menu.erase");
  isInDutch(amina, t("nl")("rights:erase.explain"));
  await amina.press("rights:erase.eraseSure");
  isInDutch(amina, t("nl")("rights:erase.again"));
  await amina.press("rights:erase.eraseNow");
  isInDutch(amina, t("nl")("rights:erase.done"));
  const guest = walk.anotherPhone("Gast", "so");
  await guest.say("/privacy");
  isInDutch(guest, t("nl")("telegram:privacy.stranger"));
});

test("what is still open stands beneath as well when somebody wants to be erased", async () => {
  const { amina } = await somali();
  await amina.say("Waxaan rabaa inaan is dilo");
  await amina.say("/mijngegevens");
  await amina.press("rights:menu.erase");
  isInDutch(amina, `${t("nl")("rights:erase.explain")}\n\n${t("nl")("rights:erase.stillOpen.crisis")}`);
});

test("words between two check-ins are thanked for with the line of danger in Dutch, and the time with it", async () => {
  const { amina } = await somali();
  await amina.say("Salaan, waan fiicanahay");
  expect(beneathOf(amina.last())).toMatch(
    /^\nDank je voor je bericht\. Fatima leest het (?!.*maanta).*\nGevaar\? Bel 112\.$/,
  );
});

test("in a crisis the line before the question stands beneath in Dutch with it", async () => {
  const { amina } = await somali();
  await amina.say("Waxaan rabaa inaan is dilo");
  await amina.sticker();
  expect(amina.last()).toContain(t("so")("checkin:crisis.again"));
  isInDutch(amina, t("nl")("checkin:crisis.again"));
});

test("a case worker who reads an agreement out reads in their own language what they say", async () => {
  const { fatima } = await somali({ language: "ar" });
  await setAgreement(
    { db: walk.database.db, now: walk.clock.now() },
    await findOrganisation(walk.database.db, walk.organisationId),
    "alumnusAndParent",
    false,
  );
  await fatima.say("/oudleerlingen Amina");
  await fatima.press("caseload:dated.agreement");
  await fatima.press("people:agreement.note.parent");
  const worker = "Fatima";
  expect(beneathOf(fatima.last(), "ar")?.trim()).toBe(t("nl")("people:agreement.words.parent", { worker }));
});
