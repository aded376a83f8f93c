import type { Language } from "../i18n/language.ts";
import { plainWords } from "../i18n/plain-words.ts";

/** What asks for the numbers again, in each language and in Latin letters. */
const helpWords: Readonly<Record<Language, readonly string[]>> = {
  nl: ["hulp", "help", "help me", "help mij", "hulp nodig", "ik heb hulp nodig", "sos", "112"],
  en: ["help", "help me", "please help", "please help me", "i need help", "need help"],
  ar: [
    ...["مساعدة", "ساعدني", "ساعدوني", "ساعديني", "النجدة", "نجدة", "الحقوني", "الحقني", "انقذوني"],
    ...["أحتاج مساعدة", "بدي مساعدة", "musa3ada", "sa3dni", "sa3duni", "sa3douni", "najda"],
  ],
  uk: [
    ...[
      "допоможіть",
      "допоможи",
      "допоможіть мені",
      "допомога",
      "допомоги",
      "на допомогу",
      "рятуйте",
      "поможіть",
    ],
    ...[
      "хелп",
      "потрібна допомога",
      "мені потрібна допомога",
      "dopomozhit",
      "dopomozhy",
      "dopomoha",
      "dopomoga",
    ],
  ],
  ti: [
    ...["ሓገዝ", "ሓግዙኒ", "ሓግዘኒ", "ሓግዝኒ", "ርድኡኒ", "ርድኣኒ", "ረድኤት", "ሓገዝ እደሊ", "ሓገዝ የድልየኒ", "ኣድሕኑኒ"],
    ...["hagez", "hagizuni", "hagzuni", "hagzeni", "rediuni", "redauni"],
  ],
  tr: [
    "yardım",
    "imdat",
    "yardım edin",
    "yardım et",
    "yardım lazım",
    "yardıma ihtiyacım var",
    "bana yardım edin",
  ],
  pl: ["pomoc", "pomocy", "pomóż", "pomóżcie", "pomóż mi", "pomóżcie mi", "ratunku", "potrzebuję pomocy"],
  so: [
    ...["caawi", "caawin", "caawimo", "caawimaad", "i caawi", "i caawiya", "ii gargaar", "gargaar", "icaawi"],
    ...["caawimaad baan u baahanahay", "waxaan u baahanahay caawimaad", "i badbaadi", "i badbaadiya"],
  ],
  fa: [
    ...["کمک", "کمکم کن", "کمکم کنید", "کمک کنید", "کمک کن", "به من کمک کنید", "کمک میخواهم", "کمک می خواهم"],
    ...["کمک میخوام", "کمک لازم دارم", "نجاتم بدهید", "به دادم برسید", "komak", "kumak", "komakam kon"],
  ],
  ru: [
    ...["помогите", "помоги", "помогите мне", "помоги мне", "помощь", "на помощь", "спасите", "нужна помощь"],
    ...["мне нужна помощь", "pomogite", "pomogi", "pomosh", "pomoshch", "spasite"],
  ],
};

const plain: ReadonlySet<string> = new Set(Object.values(helpWords).flat().map(plainWords));

/** True for a message that is nothing but a call for help, in whichever language: it brings the numbers again (security.md 12). */
export function isHelpWord(text: string): boolean {
  return plain.has(plainWords(text));
}
