import type { Language } from "../i18n/language.ts";
import { plainWords } from "../i18n/plain-words.ts";

/** What means STOP, in each language, as a whole message (domain 4.1, 8: stop always works), in Latin letters as well. */
const stopWords: Readonly<Record<Language, readonly string[]>> = {
  nl: [
    ...["stop", "/stop", "stop maar", "stop nu", "stoppen", "ik stop", "ik wil stoppen"],
    ...["ophouden", "hou op", "afmelden", "uitschrijven", "geen vragen meer", "stuur geen vragen meer"],
  ],
  en: [
    ...["i want to stop", "please stop", "stop it", "unsubscribe", "quit", "end"],
    ...["no more questions", "opt out", "leave me alone"],
  ],
  ar: [
    ...[
      "توقف",
      "قف",
      "ايقاف",
      "اوقف",
      "وقف",
      "ستوب",
      "الغاء",
      "اريد التوقف",
      "اريد ان اتوقف",
      "كفى",
      "كفاية",
    ],
    ...["بس", "بدي وقف", "لا اريد اسئلة", "لا ترسل اسئلة", "tawaqaf", "tawaqqaf", "waqef", "wa2ef"],
  ],
  uk: [
    ...["стоп", "зупинити", "зупинись", "зупиніть", "припини", "припинити", "припиніть", "досить", "годі"],
    ...["відписатися", "відписатись", "відпишіть мене", "хочу зупинити", "я хочу зупинити"],
    ...["більше не треба", "не надсилай питань", "не надсилайте питань"],
    ...["zupynyty", "zupynys", "prypyny", "prypynyty", "dosyt", "hodi", "vidpysatysia", "vidpysatysya"],
  ],
  ti: [
    ...["ስቶፕ", "ስቶብ", "ደው በል", "ደው ኣብል", "ደው አብል", "ደው ኣብሎ", "ደው ኣብሉ", "ጠጠው በል", "ጠጠው ኣብል", "ኣቋርጽ", "ኣቁም"],
    ...["ይኣክል", "ይአክል", "በቃ", "ደው ከብል እደሊ", "ሕቶ ኣይትስደድ", "ሕቶታት ኣይትስደድ"],
    ...[
      "dew bel",
      "dew abl",
      "dew abil",
      "tetew bel",
      "tetew abl",
      "yiakl",
      "yakl",
      "yiakil",
      "beqa",
      "bekka",
    ],
  ],
  tr: [
    ...["dur", "durdur", "durun", "durdurun", "yeter", "artık yeter", "bırak", "bitir"],
    ...["çık", "çıkış", "durmak istiyorum", "bırakmak istiyorum"],
    ...["abonelikten çık", "soru gönderme", "soru gönderme artık", "soru sorma"],
  ],
  pl: [
    ...["przestań", "przestańcie", "zatrzymaj", "dość", "dosyć", "wystarczy", "rezygnuję"],
    ...["wypisz mnie", "wypisz", "chcę przestać", "chcę zakończyć", "zakończ"],
    ...["nie wysyłaj pytań", "nie pisz do mnie"],
  ],
  so: [
    ...[
      "jooji",
      "joji",
      "joogso",
      "istaag",
      "istop",
      "istoob",
      "waa igu filan",
      "waa ku filan",
      "ku filan",
      "dhaaf",
    ],
    ...["iska daa", "iska dhaaf", "i daa", "ka bax"],
    ...["waan joojinayaa", "waxaan rabaa inaan joojiyo", "su'aalo ha ii soo dirin", "suaalo ha ii soo dirin"],
  ],
  fa: [
    ...["استاپ", "استوپ", "ایست", "بس", "بس است", "بسه", "بس کن", "لغو", "توقف", "تمامش کن", "دیگر نه"],
    ...["دیگه نه", "دیگر نمیخواهم", "دیگر نمی خواهم", "دیگه نمیخوام", "دیگه نمی خوام", "نمیخواهم ادامه دهم"],
    ...["سؤال نفرست", "سوال نفرست", "کافیست", "کافی است", "basse", "bas ast", "bas kon", "baskon", "laghv"],
    ...["tamamesh kon", "dige na", "digar na", "dige nemikham", "soal nafrest"],
  ],
  ru: [
    ...[
      "стоп",
      "остановить",
      "остановись",
      "остановите",
      "прекрати",
      "прекратить",
      "прекратите",
      "хватит",
      "довольно",
    ],
    ...["отписаться", "отпишите меня", "хочу остановить", "я хочу остановить", "хочу прекратить"],
    ...["больше не надо", "не присылай вопросы", "не присылайте вопросы"],
    ...["ostanovit", "ostanovis", "prekrati", "prekratit", "hvatit", "khvatit", "xvatit", "otpisatsya"],
  ],
};

/**
 * What means STOP to those who read that language and something else to others: تمام and tamam say that all is well in Arabic
 * and Turkish, and Bas is a Dutch name.
 */
const ownStopWords: Partial<Readonly<Record<Language, readonly string[]>>> = {
  fa: ["تمام", "tamam", "bas"],
};

const everywhere: ReadonlySet<string> = new Set(Object.values(stopWords).flat().map(plainWords));

/**
 * True for a message that is nothing but a wish to stop, in whichever language, and for a few words only in the reader's own
 * `language`; punctuation, capitals and marks do not matter. A wish inside a longer message is none: who wants to stop living
 * must not be unsubscribed. For the same reason a bare "I do not want any more" is none, except in Persian, where a native
 * reader named it.
 */
export function isStopWord(text: string, language?: Language): boolean {
  const plain = plainWords(text.replace(/@\w+\s*$/, ""));
  const own = language === undefined ? undefined : ownStopWords[language];
  return everywhere.has(plain) || (own?.some((word) => plainWords(word) === plain) ?? false);
}
