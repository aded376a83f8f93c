import { describe, expect, it, test } from "vitest";
import { languages as everyLanguage, type Language } from "../../src/i18n/language.ts";
import { readLocale } from "../../src/i18n/read-locale.ts";
import { resources } from "../../src/i18n/texts.ts";

/** The languages that have texts of their own: what is said in Dutch for want of them is held to the Dutch list. */
const languages = everyLanguage.filter((language) => Object.keys(readLocale(language).checkin).length > 0);

/** Every text of a part of the locale files, by its key. */
function textsUnder(value: unknown, key: string): [string, string][] {
  if (typeof value === "string") return [[key, value]];
  return Object.entries(value as Record<string, unknown>).flatMap(([name, one]) =>
    textsUnder(one, `${key}.${name}`),
  );
}

/** What a young person can read on the way through a crisis. A key that is added to one of these parts is held to it, too. */
function crisisTexts(language: Language): [string, string][] {
  const { checkin, people, escalation, telegram } = resources[language];
  const { end, question } = checkin;
  const shown = {
    "checkin.crisis": checkin.crisis,
    "checkin.end": Object.fromEntries(Object.entries(end).filter(([key]) => /crisis|shared/i.test(key))),
    "checkin.question": Object.fromEntries(Object.entries(question).filter(([id]) => id.startsWith("SAFE"))),
    "people.number": people.number,
    "people.tidy": people.tidy,
    "people.when": people.when,
    "escalation.person": escalation.person,
    "telegram.help.noService": telegram.help.noService,
    "checkin.flow": { unasked: checkin.flow.unasked, tappedWrong: checkin.flow.tappedWrong },
  };
  return Object.entries(shown).flatMap(([key, value]) => textsUnder(value, key));
}

/** Words that no text of a crisis may hold; what a word list finds is what its author thought of. */
const never: Readonly<Record<string, Readonly<Record<Language, RegExp>>>> = {
  "asks a leading question": {
    nl: /\b(je|jij) (bent|wilt|gaat|hebt|doet|denkt) (toch )?(geen|niet|nooit)\b[^.?]*\?|\btoch\?|\bhè\?|toch niet\b/i,
    en: /\byou('re| are|'ll| will| do|'d| would)? ?(not|n't|never)\b[^.?]*\?|\b(right|are you|do you|will you)\?\s*$|aren't you|you're not/i,
    ar: /(أليس كذلك|ألست|أنت لا|لن تفعل|هل أنت متأكد)/,
    uk: /(чи не так|правда ж|хіба ти|ти ж не|ти не збираєшся)/i,
    ti: /(ኣይኮነን ድዩ|ኣይኮንካን ድዩ|ደሓን ዲኻ እሞ|ኣይትገብሮን ኢኻ)/,
    tr: /(değil mi\?|öyle değil mi|yapmayacaksın, |yapmazsın)/i,
    pl: /(prawda\?|czyż nie|chyba nie (chcesz|jesteś|masz)|nie zrobisz)/i,
    so: /(miyaanay ahayn|sow maaha|sow ma aha|miyaanad)/i,
    fa: /(مگر نه|مگه نه|درست است؟|که نمی‌?خواهی|این‌?طور نیست)/,
    ru: /(не так ли|правда ведь|правда\?|разве ты|ты же не|ты ведь не)/i,
  },
  "takes leave or ends the talk": {
    nl: /\b(tot ziens|doei|dag!|tot de volgende keer|tot later|tot in|welterusten|sterkte|het beste|dit gesprek (is|eindigt|stopt)|ik stop)\b/i,
    en: /\b(goodbye|bye|see you|take care|good night|until next time|talk to you later|this (chat|conversation) (is over|ends)|i stop)\b/i,
    ar: /(وداعًا|مع السلامة|إلى اللقاء|تصبح على خير|انتهت المحادثة)/,
    uk: /(до побачення|бувай|прощавай|до наступного разу|на добраніч|розмову завершено|розмова закінч)/i,
    ti: /(ቻው|ደሓን ኩን|ሰናይ ለይቲ|ክሳብ ዝቕጽል|ዝርርብ ተዛዚሙ|ደሓን ሕደር)/,
    tr: /(hoşça kal|güle güle|görüşürüz|görüşmek üzere|iyi geceler|bu konuşma bitti|kendine iyi bak)/i,
    pl: /(do widzenia|do zobaczenia|na razie!|żegnaj|dobranoc|trzymaj się|rozmowa (się kończy|zakończona))/i,
    so: /(nabad gelyo|nabadgelyo|macasalaama|habeen wanaagsan|sheekadu way dhammaatay|is arag)/i,
    fa: /(خداحافظ|خدا حافظ|به امید دیدار|شب خوش|شب بخیر|گفت‌?وگو (تمام|پایان))/,
    ru: /(до свидания|прощай|пока!|до следующего раза|спокойной ночи|разговор (окончен|завершен|завершён))/i,
  },
  "promises how it will end": {
    nl: /\b(beloof|belooft|beloofd|garandeer|komt (wel |allemaal )?goed|wordt beter|gaat over|altijd iemand|wij zorgen|ik zorg|meteen geholpen|komt naar je toe|hoeft niet alleen)\b/i,
    en: /\b(promise|guarantee|will be (okay|ok|fine|alright)|gets? better|will pass|always someone|we will help|i will help|comes to you|do(n't| not) have to (wait|be) alone)\b/i,
    ar: /(أعدك|نعدك|أضمن|كل شيء سيكون|سيتحسن|سيمر|سأساعدك|سنساعدك|لست وحدك)/,
    uk: /(обіцяю|гарантую|все буде (добре|гаразд)|стане краще|це мине|завжди хтось є|ми допоможемо|я допоможу|ти не сам)/i,
    ti: /(ቃል እኣቱ|ኩሉ ጽቡቕ ክኸውን|ክሓልፍ እዩ|ክሓግዘካ እየ|ክንሕግዘካ ኢና|በይንኻ ኣይኮንካን)/,
    tr: /(söz veriyorum|garanti|her şey (iyi|güzel|düzelecek)|düzelecek|geçecek|yardım edeceğiz|yardım edeceğim|yalnız değilsin)/i,
    pl: /(obiecuję|gwarantuję|będzie dobrze|wszystko się ułoży|to minie|zawsze ktoś|pomożemy|pomogę ci|nie jesteś sam)/i,
    so: /(waan ballan qaadayaa|waxaan ballan qaadayaa|wax walba way hagaagi|way dhaafi doontaa|waan ku caawin doon|keligaa ma tihid)/i,
    fa: /(قول می‌?دهم|تضمین|همه چیز (درست|خوب) می‌?شود|بهتر می‌?شود|می‌?گذرد|کمکت می‌?کنیم|کمکت خواهیم|تنها نیستی)/,
    ru: /(обещаю|гарантирую|всё будет хорошо|все будет хорошо|станет лучше|это пройдёт|это пройдет|всегда кто-то есть|мы поможем|я помогу|ты не один)/i,
  },
  "asks for a promise (a contract)": {
    nl: /\b(beloof (me|mij|ons)|spreek (met me )?af dat|afspraak met mij|geef me je woord|doe niets)\b/i,
    en: /\b(promise (me|us)|agree (that you|not to)|give me your word|don't do anything|contract)\b/i,
    ar: /(عدني|عدنا|اتفق معي|لا تفعل شيئًا)/,
    uk: /(пообіцяй|обіцяй мені|дай слово|домовимось, що|нічого не роби)/i,
    ti: /(ቃል ኣተወለይ|ቃል እተወለይ|ተማሓለለይ|ዋላ ሓደ ኣይትግበር)/,
    tr: /(bana söz ver|söz ver |sözünü ver|hiçbir şey yapma)/i,
    pl: /(obiecaj|daj słowo|umówmy się, że|nic nie rób)/i,
    so: /(ii ballan qaad|i ballan qaad|waxba ha samayn)/i,
    fa: /(قول بده|قول بدهی|به من قول|هیچ کاری نکن)/,
    ru: /(пообещай|обещай мне|дай слово|договоримся, что|ничего не делай)/i,
  },
  "diagnoses or labels": {
    nl: /\b(depressie(f|ve)?|depressieve|suïcidaal|suicidaal|psychose|psychotisch|stoornis|ziek(te)?|trauma|burn-?out|patiënt|verward|labiel|aanstell\w*)\b/i,
    en: /\b(depress\w*|suicidal|psychosis|psychotic|disorder|illness|trauma\w*|burn-?out|patient|unstable|overreact\w*)\b/i,
    ar: /(اكتئاب|مكتئب|ذهان|اضطراب|مريض|صدمة نفسية|مختل)/,
    uk: /(депресі|суїцидальн|психоз|розлад|хворий|хвора|травм|пацієнт|неадекватн)/i,
    ti: /(ዲፕረሽን|ጭንቀት ሕማም|ሕሙም|ሕማም ኣእምሮ|ጽሉል|ትራውማ)/,
    tr: /(depresyon|depresif|intihara meyilli|psikoz|bozukluğu|hastasın|travma|hasta(sı)? )/i,
    pl: /(depresj|samobójcz|psychoz|zaburzeni|jesteś chor|traum|pacjent|niestabiln)/i,
    so: /(niyad-?jab|isku-?buuq|waali|waalan|bukaan|cudurka maskaxda|dhimir)/i,
    fa: /(افسرد|خودکشی‌?گرا|روان‌?پریش|اختلال|بیمار هستی|بیماری روانی|تروما)/,
    ru: /(депресс|суицидальн|психоз|расстройств|ты болен|ты больна|травм|пациент|неадекватн)/i,
  },
  counsels: {
    nl: /\b(probeer (eens|maar|te)|haal diep adem|adem (rustig|diep)|denk (eens )?aan|je moet|ga (even )?(wandelen|slapen)|rustig maar|kop op|niet zo erg|stel je voor)\b(?! zelfmoord)/i,
    en: /\b(try to|breathe|calm down|cheer up|you should|you must|think of|think positive|go for a walk|not that bad|imagine)\b/i,
    ar: /(حاول أن|تنفس|اهدأ|يجب عليك|فكر في الأشياء|لا تقلق)/,
    uk: /(спробуй (не|за|від|по)|дихай|заспокойся|не хвилюйся|тобі треба|ти повинен|думай про|прогуляйся|усміхнись)/i,
    ti: /(ኣስተንፍስ|ተረጋጋእ|ኣይትጨነቕ|ኣይትሻቐል|ኣለካ እዩ ክትገብር|ሕሰብ)/,
    tr: /(nefes al|sakin ol|sakinleş|üzülme|neşelen|yapmalısın|düşünmeye çalış|yürüyüşe çık|endişelenme)/i,
    pl: /(spróbuj (się|nie|po)|oddychaj|uspokój się|nie martw się|powinieneś|powinnaś|musisz|pomyśl o|głowa do góry|idź na spacer)/i,
    so: /(neefso|iska deji|is deji|ha walwelin|waa inaad samaysid|ka fikir wax)/i,
    fa: /(نفس عمیق|نفس بکش|آرام باش|نگران نباش|سعی کن|باید بروی|به چیزهای خوب فکر)/,
    ru: /(попробуй (не|за|от|по)|дыши|успокойся|не волнуйся|тебе нужно|ты долж|думай о|прогуляйся|улыбнись)/i,
  },
  "poses as a human or as an emergency service": {
    nl: /\bik ben (een |jouw )?(mens|begeleider|hulpverlener|collega|Fatima|hulpdienst)\b|\bik begrijp (je|hoe)|\bik voel\b|\bik weet hoe\b/i,
    en: /\bi am (a |an |your )?(person|human|counsel\w*|emergency service|worker)\b|\bi understand (you|how)|\bi feel\b|\bi know how\b/i,
    ar: /(أنا إنسان|أنا مرشد|أنا خدمة طوارئ|أفهم شعورك|أشعر بك)/,
    uk: /((?<!\p{L})я (людина|консультант|куратор|служба порятунку)|я розумію (тебе|як)|я відчуваю|я знаю, як)/iu,
    ti: /(ኣነ ሰብ እየ|ይርድኣኒ እዩ|ይስምዓኒ ኣሎ|ኣነ ኣማኻሪ|ኣነ ኣገልግሎት ህጹጽ)/,
    tr: /(ben bir insanım|ben insanım|acil servisim|seni anlıyorum|nasıl hissettiğini biliyorum|hissediyorum)/i,
    pl: /(jestem (człowiekiem|doradcą|opiekunem|pogotowiem)|rozumiem (cię|jak)|czuję|wiem, jak)/i,
    so: /(waxaan ahay (qof|la-?taliye)|waan ku fahmayaa|waan dareemayaa|waan ogahay sida)/i,
    fa: /(من (یک )?(انسان|آدم|مشاور) هستم|درکت می‌?کنم|می‌?فهممت|احساس می‌?کنم|من اورژانس)/,
    ru: /((?<!\p{L})я (человек|консультант|куратор|служба спасения)|я понимаю (тебя|как)|я чувствую|я знаю, как)/iu,
  },
};

describe.each(languages)("in %s no text of a crisis", (language) => {
  const texts = crisisTexts(language);

  test.each(Object.entries(never))("%s", (_, words) => {
    for (const [key, text] of texts) expect(text, key).not.toMatch(words[language]);
  });

  it("is missing: there are as many as in Dutch", () => {
    expect(texts.map(([key]) => key)).toEqual(crisisTexts("nl").map(([key]) => key));
    expect(texts.length).toBeGreaterThan(35);
  });
});

/** That the lists can find something at all: one wrong text for each line and language. */
const wrong: Readonly<Record<keyof typeof never, Readonly<Record<Language, string>>>> = {
  "asks a leading question": {
    nl: "Je bent toch niet in gevaar?",
    en: "You're not in danger, are you?",
    ar: "أنت بخير، أليس كذلك؟",
    uk: "З тобою все добре, чи не так?",
    ti: "ደሓን ኢኻ፡ ኣይኮነን ድዩ?",
    tr: "Tehlikede değilsin, değil mi?",
    pl: "Nic ci nie grozi, prawda?",
    so: "Waad fiican tahay, sow maaha?",
    fa: "حالت خوب است، مگر نه؟",
    ru: "С тобой всё хорошо, не так ли?",
  },
  "takes leave or ends the talk": {
    nl: "Dank je wel. Tot de volgende keer.",
    en: "Thank you. Goodbye.",
    ar: "شكرًا لك. إلى اللقاء.",
    uk: "Дякую. До побачення.",
    ti: "የቐንየለይ። ደሓን ኩን።",
    tr: "Teşekkürler. Hoşça kal.",
    pl: "Dziękuję. Do widzenia.",
    so: "Mahadsanid. Nabad gelyo.",
    fa: "ممنون. خداحافظ.",
    ru: "Спасибо. До свидания.",
  },
  "promises how it will end": {
    nl: "Het komt goed.",
    en: "It will be okay.",
    ar: "كل شيء سيكون بخير.",
    uk: "Все буде добре.",
    ti: "ኩሉ ጽቡቕ ክኸውን እዩ።",
    tr: "Her şey düzelecek.",
    pl: "Będzie dobrze.",
    so: "Wax walba way hagaagi doonaan.",
    fa: "همه چیز درست می‌شود.",
    ru: "Всё будет хорошо.",
  },
  "asks for a promise (a contract)": {
    nl: "Beloof me dat je wacht.",
    en: "Promise me that you wait.",
    ar: "عدني أنك ستنتظر.",
    uk: "Пообіцяй мені, що почекаєш.",
    ti: "ከም እትጽበ ቃል ኣተወለይ።",
    tr: "Bana söz ver.",
    pl: "Obiecaj mi, że poczekasz.",
    so: "Ii ballan qaad inaad sugto.",
    fa: "به من قول بده.",
    ru: "Пообещай мне, что подождёшь.",
  },
  "diagnoses or labels": {
    nl: "Je bent depressief.",
    en: "You are depressed.",
    ar: "لديك اكتئاب.",
    uk: "У тебе депресія.",
    ti: "ሕሙም ኢኻ።",
    tr: "Depresyondasın.",
    pl: "Masz depresję.",
    so: "Niyad-jab ayaad qabtaa.",
    fa: "تو افسرده هستی.",
    ru: "У тебя депрессия.",
  },
  counsels: {
    nl: "Haal diep adem.",
    en: "Breathe and calm down.",
    ar: "تنفس ببطء.",
    uk: "Дихай глибоко.",
    ti: "ተረጋጋእ።",
    tr: "Derin bir nefes al.",
    pl: "Oddychaj głęboko.",
    so: "Iska deji.",
    fa: "نفس عمیق بکش.",
    ru: "Дыши глубоко.",
  },
  "poses as a human or as an emergency service": {
    nl: "Ik begrijp je.",
    en: "I understand you.",
    ar: "أفهم شعورك.",
    uk: "Я розумію тебе.",
    ti: "ይርድኣኒ እዩ።",
    tr: "Seni anlıyorum.",
    pl: "Rozumiem cię.",
    so: "Waan ku fahmayaa.",
    fa: "درکت می‌کنم.",
    ru: "Я понимаю тебя.",
  },
};

test.each(Object.entries(wrong))("a text that %s would be found in every language", (line, examples) => {
  for (const language of everyLanguage) expect(examples[language]).toMatch(never[line]?.[language] ?? /^$/);
});

const honest: Readonly<Record<Language, { robot: RegExp; noService: RegExp; person: RegExp }>> = {
  nl: { robot: /een robot/, noService: /geen hulpdienst/, person: /mens/ },
  en: { robot: /a robot/, noService: /no emergency service/, person: /person/ },
  ar: { robot: /روبوت/, noService: /لست خدمة طوارئ/, person: /إنسان/ },
  uk: { robot: /робот|бот/i, noService: /не (є )?(екстрен|служб)/i, person: /людин/i },
  ti: { robot: /ሮቦት/, noService: /ኣይኮን|የለን/, person: /ሰብ/ },
  tr: { robot: /robot/i, noService: /acil .*değil/i, person: /insan/i },
  pl: {
    robot: /robot/i,
    noService: /nie (jestem )?(służbą|pogotowiem|numerem)/i,
    person: /człowiek|osob|ludzi/i,
  },
  so: { robot: /robot|roobot/i, noService: /ma ihi|ma aha|maaha/i, person: /qof/i },
  fa: {
    robot: /ربات|روبات/,
    noService: /نه (مرکز|خدمات|اورژانس)|(اورژانس|اضطراری).*نیست/,
    person: /انسان|آدم/,
  },
  ru: { robot: /робот|бот/i, noService: /не (экстренн|служб)/i, person: /человек/i },
};

test.each(languages)(
  "in %s the first answer says that it is a robot and no emergency service",
  (language) => {
    const { crisis } = resources[language].checkin;
    for (const text of [crisis.heard, crisis.shared]) {
      expect(text).toMatch(honest[language].robot);
      expect(text).toMatch(honest[language].noService);
      expect(text).toMatch(honest[language].person);
    }
    expect(crisis.hours).toContain("{{hours}}");
    for (const text of [crisis.asleep, crisis.shared]) expect(text).toContain("{{when}}");
  },
);
