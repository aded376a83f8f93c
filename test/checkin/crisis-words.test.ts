import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crisisGaps, crisisRules, gluedWords, readPattern } from "../../src/checkin/crisis-words.ts";
import { findCrisisWords } from "../../src/checkin/find-crisis-words.ts";
import { isAtLeast } from "../../src/checkin/question-set.ts";
import { languages as everyLanguage, type Language } from "../../src/i18n/language.ts";
import { readCrisisSet } from "../eval/read-crisis-set.ts";

/** The languages whose sentences stand here; those of the others are the mended texts of test/eval/crisis. */
const languages = ["nl", "en", "ar"] as const satisfies readonly Language[];
type Listed = (typeof languages)[number];

type Sentences = Readonly<Record<Listed, Readonly<Record<"crisis" | "urgent", readonly string[]>>>>;

/** Seen while the list was written or mended: these must hit, and say nothing about other wordings. */
const tuned: Sentences = {
  nl: {
    crisis: [
      "ik wil gewoon nie meer leven",
      "k wil dood",
      "wou dat ik dood was",
      "ik maak er een eind aan",
      "denk erover om voor de trein te springen",
      "spring straks van die brug af",
      "ik heb alle pillen van me moeder geslikt",
      "heb net 20 paracetamol genomen",
      "ik snij mezelf weer",
      "heb mn arm opengehaald met een mesje",
      "niemand zou me missen als ik er niet meer ben",
      "zonder mij is iedereen beter af",
      "ik trek dit leven niet meer",
      "ik wil slapen en nooit meer wakker worden",
      "heb een afscheidsbrief geschreven",
      "mijn leven heeft geen zin meer",
      "ik hoef niet meer te bestaan",
      "ik ga mezelf ophangen vanavond",
      "zlfmrd is het enige wat nog helpt",
      "ik denk aan z3lfm00rd",
      "wil er niet meer zijn",
      "ik wil van het dak springen",
      "ben klaar met leven",
      "hij staat voor de deur met een mes",
      "help hij slaat me nu",
      "ik ga die gast neersteken",
      "weet niet waar ik vannacht moet slapen",
      "ben uit huis gezet en kan nergens heen",
      "slaap al drie dagen in mn auto",
      "lig op straat vannacht",
      "soms denk ik dat het beter is als ik er niet meer ben",
      "ik kan gewoon niet meer door zo, wil rust voor altijd",
      "heb het touw al klaarliggen",
      "zit op het spoor",
      "ik ben alleen maar een last voor iedereen, wil weg van deze wereld",
      "voor mij hoeft het allemaal niet meer",
      "vanavond is mijn laatste avond",
      "heb een hele strip oxazepam op",
      "heb te veel ingenomen en ben duizelig",
      "ik kras weer in me benen",
      "doe mezelf pijn als ik me rot voel",
      "jullie zijn straks van mij af",
      "ik wil niet meer wakker worden morgen",
      "denk elke dag aan de dood",
      "had gewoon nooit geboren moeten worden",
      "het liefst rijd ik tegen een boom",
      "m'n ex is nu binnen en slaat alles kapot",
      "ik heb een mes gekocht voor hem",
      "ze gaan me vanavond steken",
      "ben buiten gezet, heb geen slaapplaats",
      "mijn moeder heeft me eruit gegooid en het is koud",
      "slaap in het park",
      "als ik morgen niet online kom weet je waarom",
      "het mag van mij allemaal klaar zijn",
      "ik voel me zo leeg dat ik niks meer wil behalve slapen en niet opstaan",
      "heb gegoogled hoe het snel kan zonder pijn",
      "denk dat ik mezelf wat ga aandoen",
      "iedereen haat me ik ben beter dood",
      "ik heb geprobeerd eruit te stappen vorige maand",
      "ben zo dichtbij om te springen",
      "sta nu boven op de parkeergarage en kijk naar beneden",
      "ik wil bij mijn oma in de hemel zijn",
      "m'n armen zitten onder de krassen door mijzelf",
      "ik hou het leven niet vol",
      "ik ga kapot vanbinnen en wil dat het ophoudt",
      "niks heeft nog nut ik ook niet",
      "wou dat een auto me doodreed",
      "zeg tegen mijn moeder dat ik van haar hou, doei voor altijd",
      "ik heb 15 pammetjes op en drank erbij",
      "vriendin reageert niet meer ze heeft pillen en wodka op",
      "iemand staat te rammen op mijn deur en roept dat ie me neersteekt",
      "er wordt geschoten bij ons in de straat",
      "ik sla hem helemaal de ziekenhuis in, heb al een hamer",
      "mn broer heeft een pistool op mij gericht",
      "mag niet meer bij die vriend pitten en heb geen plek vannacht",
      "tante wil me niet meer in huis, zit nu op het station",
      "opvang zit vol, moet buiten blijven vannacht",
      "ik zie het leven niet meer zitten eerlijk gezegd",
      "wat als ik gewoon weg ben, niemand merkt het toch",
      "kheb geen zin meer om te leven",
      "ik denk vaak aan zelfdoding",
      "liefst was ik er niet geweest",
      "ik doe mezelf iets aan als dit zo doorgaat",
      "ben er klaar mee, ga voor een trein liggen",
      "ik wil me verdrinken in de maas",
      "mn polsen bloeden",
      "ik heb net een overdosis gedaan",
      "mijn zusje heeft een pot pillen leeggegeten",
      "wil gwn dood man",
      "k heb zelfmoord gedachtes",
      "ik ben het leven zat",
      "soms hoop ik dat ik een ongeluk krijg en sterf",
      "ik ben niks waard en hoor hier niet op aarde",
      "vannacht ga ik het doen, dag",
      "ik heb mezelf gebrand met een aansteker",
      "laat mij maar doodgaan",
      "mn hoofd zegt dat ik moet springen",
      "hij heeft een mes op mijn keel gezet",
      "hij breekt nu de voordeur open",
      "ik ga hem vermoorden echt waar",
      "k heb geen slaapplek meer",
      "ik slaap op straat sinds vrijdag",
      "mijn ouders hebben me op straat gezet",
      "logeerde bij een maat maar moet nu weg en heb nergens om te pitten",
      "we zijn uit ons huis gezet door de deurwaarder",
    ],
    urgent: [
      "mn stiefvader slaat me elke dag",
      "hij zit steeds aan me en ik wil dat niet",
      "me vader sloeg mij weer gister",
      "mijn oom heeft me aangeraakt",
      "ze zeggen dat ze me gaan pakken na het werk",
      "hij bedreigt me met foto's",
      "hij zegt dat hij me afmaakt als ik wegga",
      "ik ben zwanger en niemand mag het weten",
      "ben 3 weken over tijd en durf het niet te zeggen",
      "ik moet met mannen naar bed voor geld",
      "hij pakt al mijn geld af en ik moet werken voor hem",
      "ze laten me drugs rondbrengen ik kan niet weigeren",
      "mijn paspoort is afgepakt door mijn baas",
      "ik word uitgehuwelijkt in de zomer",
      "hij verspreidt naaktfoto's van mij",
      "ik krijg klappen thuis",
      "papa wordt agressief als hij drinkt en dan ben ik aan de beurt",
      "hij heeft me verkracht",
      "hij dwong mij tot seks",
      "mijn broer knijpt mijn keel dicht als ik iets zeg",
      "word gechanteerd met een filmpje",
      "krijg doodsbedreigingen op snap",
      "die jongens wachten me op bij het station",
      "test is positief, wat moet ik doen, mn ouders vermoorden me",
      "ongewenst zwanger",
      "mijn vriend laat andere jongens betalen voor mij",
      "ik mag het huis niet uit van mijn man",
      "ik moet mijn schuld bij hem afwerken met mijn lichaam",
      "geld op mijn rekening laten storten voor hem moest van hem",
      "ze nemen me mee naar marokko om te trouwen",
      "mijn pa deelt klappen uit als ik te laat ben",
      "hij heeft me tegen de muur gegooid",
      "stiefbroer komt snachts in mijn bed liggen",
      "iemand van werk zat aan mijn borsten",
      "ik moest dingen doen bij een oudere man",
      "ze gooien met spullen naar mij thuis",
      "mijn vriend checkt alles en als ik lieg krijg ik een klap",
      "er hangen steeds gasten bij mijn huis die me willen hebben",
      "ze willen 500 euro anders zetten ze mijn foto online",
      "hij zei je bent dood als je praat",
      "ben in verwachting en mijn vader mag dit nooit horen",
      "condoom gescheurd en nu ben ik al twee weken te laat",
      "er komen elke avond mannen langs en hij krijgt het geld",
      "ik krijg geen loon en mag niet weg van de baas",
      "ik moet pakketten ophalen bij de haven voor die gasten anders slaan ze me",
      "mijn ouders hebben een man voor mij uitgekozen en ik wil niet",
      "mijn vader heeft losse handen",
      "mijn vriend slaat mij als hij boos is",
      "mijn leraar heeft aan me gezeten",
      "ik word thuis geslagen met een riem",
      "hij dwingt me om seks te hebben",
      "hij stuurt me berichten dat hij me gaat doodmaken",
      "hij heeft foto's van mij en wil geld",
      "ik word gestalkt door mijn ex",
      "ik ben zwanger geraakt en weet niet van wie",
      "ik wil abortus maar durf niet",
      "ik moet van hem in een hotel met klanten",
      "ik moet drugs verkopen om mijn schuld te betalen",
      "ze willen me uithuwelijken",
      "mijn baas heeft mijn paspoort en betaalt niet",
    ],
  },
  en: {
    crisis: [
      "i dont wanna live anymore",
      "i want to die",
      "wish i was dead tbh",
      "gonna kms",
      "thinking about ending it all",
      "i might unalive myself",
      "im gonna jump in front of a train",
      "took a whole bottle of pills",
      "i swallowed 30 paracetamol just now",
      "i cut myself again last night",
      "everyone would be better off without me",
      "nobody would notice if i disappeared",
      "i cant do this life anymore",
      "wanna sleep and never wake up",
      "wrote my goodbye letter",
      "no reason to live",
      "i keep thinking about su1cide",
      "k1ll myself lol",
      "im done with life",
      "i dont want to exist",
      "going to hang myself",
      "i just want it all to stop forever",
      "life isnt worth it",
      "he is outside my house with a knife",
      "hes beating me right now help",
      "im going to stab him tomorrow",
      "i have nowhere to sleep tonight",
      "they kicked me out and i have no place to go",
      "sleeping rough since monday",
      "been sleeping in my car",
      "honestly i dont see the point of being alive",
      "i have the rope ready",
      "standing on the bridge",
      "i bought the pills already",
      "tonight is my last night",
      "yall wont have to deal with me much longer",
      "im a burden to everybody",
      "i want to disappear forever",
      "i od'd",
      "i took too many of my meds",
      "feeling dizzy after taking all my tablets",
      "been hurting myself again",
      "my wrists are all cut up",
      "should have never been born",
      "i hope i dont wake up tomorrow",
      "i cant go on",
      "nothing left to live for",
      "kermit sewer slide",
      "gonna drive into a tree",
      "he has a gun",
      "my ex is breaking down the door",
      "they are coming to stab me tonight",
      "i got thrown out and its freezing",
      "homeless since yesterday",
      "im sleeping in the park",
      "if im not here tomorrow you know why",
      "googled painless ways to go",
      "i feel like ending everything tonight",
      "i tried to kms last month",
      "i just wanna be with my grandma in heaven",
      "im so close to jumping",
      "up on the roof looking down",
      "the world would be better w/o me",
      "there are scars all over my arms from me doing it",
      "i hope a car hits me",
      "tell my mum i love her, bye forever",
      "i dont see a way out anymore",
      "no point in anything anymore, me included",
      "life is too painful i want out",
      "i cant keep living like this",
      "i wanna go to sleep permanently",
      "thinking of slitting my wrists",
      "had 15 xans and vodka",
      "my friend took loads of pills and isnt answering",
      "someones banging on my door saying hell stab me",
      "theres shooting on our street",
      "my brother pointed a gun at me",
      "im taking a knife to school for him",
      "the shelter is full im outside all night",
      "cant stay at my mates anymore got no bed",
      "honestly idk why im still alive",
      "what if im just gone nobody would even notice",
      "got no will to live",
      "suicidal thoughts again",
      "i wish i never existed",
      "gonna hurt myself if this goes on",
      "im gonna lie down on the train tracks",
      "i want to drown myself",
      "my wrists are bleeding",
      "i just overdosed",
      "my sister ate a jar of pills",
      "i wanna die man",
      "im tired of being alive",
      "sometimes i hope i get into an accident and die",
      "im worthless and dont belong on this earth",
      "doing it tonight, bye",
      "i burned myself with a lighter",
      "just let me die",
      "voices tell me to jump",
      "he put a knife to my throat",
      "hes breaking my front door right now",
      "imma kill him fr",
      "i got nowhere to stay",
      "slept on the street since friday",
      "my parents kicked me out on the street",
      "was crashing at a mates but gotta leave now, nowhere to go",
      "we got evicted yesterday",
      "im better off dead",
    ],
    urgent: [
      "my dad hits me",
      "my stepdad keeps touching me",
      "he beat me up again",
      "my uncle comes in my room at night and touches me",
      "they said they will kill me if i talk",
      "he is threatening me",
      "hes gonna leak my nudes",
      "i have to have sex with men for money",
      "my boyfriend makes me sleep with his friends",
      "he takes all my money and makes me work",
      "boss took my passport",
      "they make me sell drugs i cant say no",
      "im pregnant and scared to tell anyone",
      "i missed my period and my parents will kill me",
      "they want to force me to marry",
      "dad gets drunk and punches me",
      "he choked me",
      "i was raped",
      "he forced me to do stuff i didnt want",
      "my brother locks me in the house",
      "someone is blackmailing me with a video",
      "getting death threats on snap",
      "these guys are waiting for me after school",
      "test is positive and i dont know what to do",
      "how do i get an abortion without my mum knowing",
      "he sells me to other guys",
      "i have to pay off my debt with my body",
      "he uses my bank account for his money and i cant refuse",
      "they are taking me abroad to get married",
      "dad gives me a smack when im late",
      "he pushed me against the wall and squeezed my neck",
      "my stepbrother gets in my bed at night",
      "someone at work felt me up",
      "i had to do things with an older man",
      "they throw stuff at me at home",
      "he checks my phone and if i lie he hits",
      "he said ur dead if u speak",
      "they want 500 euros or they put my pics online",
      "guys keep hanging round my house looking for me",
      "im expecting and my dad can never find out",
      "condom broke and now im two weeks late",
      "men come every night and he gets the cash",
      "i dont get wages and boss wont let me leave",
      "i have to pick up packages at the port or they beat me",
      "my parents chose a husband for me and i dont want him",
      "my dad gets handsy when drunk",
      "my boyfriend hits me when hes mad",
      "my teacher touched me",
      "at home they beat me with a belt",
      "he forces me to have sex",
      "he texts me that hes gonna kill me",
      "he has pics of me and wants money",
      "my ex is stalking me",
      "im pregnant and dont know who the dad is",
      "i need an abortion but im scared",
      "he makes me meet clients in a hotel",
      "i have to sell drugs to pay my debt",
      "they want to marry me off",
      "my boss has my passport and doesnt pay",
    ],
  },
  ar: {
    crisis: [
      "بدي موت",
      "ما بدي عيش بقى",
      "اريد اموت",
      "ابي اموت",
      "تعبت من الحياة ما عاد بدي كمل",
      "بفكر بالانتحار",
      "راح اقتل نفسي",
      "رح انط قدام القطار",
      "ياريتني ميت",
      "بتمنى الموت",
      "ما ليا بغيت نعيش",
      "بغيت نموت",
      "ma bdi 3ish",
      "bddi mout",
      "bghit nmout",
      "شربت حبوب كتير",
      "بلعت علبة دوا كاملة",
      "جرحت ايدي بالشفرة",
      "عم جرح حالي",
      "محدش هيفتقدني لو مت",
      "لا معنى لحياتي",
      "نفسي انام وما اصحى",
      "ما عاد الي لزوم بهالدنيا",
      "كرهت حياتي",
      "معي سكين ورح اقتله",
      "هو هلق عم يضربني",
      "ما عندي مكان نام فيه الليلة",
      "طردوني من البيت وما عندي وين روح",
      "نايم بالشارع",
      "انا بخطر هلق",
      "الموت احسن من هالعيشة",
      "خلص ما بقى اتحمل",
      "كلكم رح ترتاحو مني",
      "اخر ليلة الي",
      "جهزت الحبل",
      "انا واقف ع الجسر وبدي انط",
      "بكرا ما رح كون موجود",
      "حاولت انتحر قبل",
      "افكر انهي حياتي",
      "ودي اموت وارتاح",
      "اخدت جرعة زيادة",
      "اكلت كل الحبوب",
      "عم اذي حالي",
      "قطعت شراييني",
      "يا ليتني ما انولدت",
      "انا عبء على الكل",
      "مابغيتش نعيش",
      "3yit mn lhayat bghit nmout",
      "bedi moot wallah",
      "معه مسدس وجاي لعندي",
      "عم يكسر الباب",
      "بدي اطعنه",
      "نمت بالحديقة مبارح",
      "ما عندي سكن ولا مكان",
      "ساكن بالشارع من اسبوع",
      "اذا بكرا ما رديت بتعرفو ليش",
      "دورت على طريقة موت بدون وجع",
      "حاسس حالي فاضي وما بدي قوم من التخت ابدا",
      "جربت انتحر الشهر الماضي",
      "بدي روح لعند ستي عالجنة",
      "قربت انط",
      "انا عالسطح وعم اتطلع لتحت",
      "الدنيا احلى بلاي",
      "كلن بيكرهوني احسن موت",
      "ايديي كلها جروح مني",
      "ياريت تدعسني سيارة",
      "قولو لماما اني بحبها، باي للابد",
      "ما عم شوف حل غير الموت",
      "ما في شي الو معنى ولا انا",
      "العيشة وجع وبدي اطلع منها",
      "ما فيني ضل عايش هيك",
      "اخدت 15 حبة مع كحول",
      "رفيقي بلع حبوب وما عم يرد",
      "في حدا عم يخبط عالباب وبيقول رح يطعني",
      "في اطلاق نار بشارعنا",
      "اخوي رفع علي المسدس",
      "رح اخد سكينة عالمدرسة مشانه",
      "الملجأ مليان ورح نام برا",
      "خالتي ما بدها ياني بالبيت وانا هلق بالمحطة",
      "مابقا عندي فين نعس هاد الليلة",
      "wallah 3yit bghit nmchi 3nd llah",
      "ma fini kammel bhal7ayat",
      "والله ما بعرف ليش لسا عايش",
      "شو رح يصير لو اختفيت ما حدا بيحس",
      "ما عندي رغبة بالحياة",
      "عم تجيني افكار انتحارية",
      "يا ريتني ما كنت موجود",
      "رح اعمل شي بحالي اذا ضل هيك",
      "رح نام على سكة القطر",
      "بدي اغرق حالي",
      "ايدي عم تنزف قطعتها",
      "اخذت جرعة كبيرة",
      "اختي اكلت علبة حبوب",
      "بدي موووت",
      "تعبت من العيش",
      "اوقات بتمنى يصير معي حادث وموت",
      "انا ولا شي وما الي مكان بهالدنيا",
      "الليلة رح اعملها باي",
      "حرقت حالي بالولاعة",
      "خلوني موت",
      "في صوت بيقلي نط",
      "حط السكين على رقبتي",
      "هلق عم يكسر باب البيت",
      "رح اقتله والله",
      "ما عندي مطرح نام",
      "بالشارع نايم من الجمعة",
      "اهلي كبوني بالشارع",
      "كنت عند رفيقي وهلق لازم اطلع وما عندي محل",
      "طلعونا من البيت مبارح",
      "الموت اريحلي",
    ],
    urgent: [
      "ابي يضربني",
      "زوج امي بيضربني كل يوم",
      "عمي بيلمسني",
      "خالي تحرش فيني",
      "اغتصبني",
      "عم يهددني بالصور",
      "قال رح يقتلني اذا حكيت",
      "بيهددوني بالقتل",
      "انا حامل وخايفة من اهلي",
      "تاخرت دورتي وما بقدر خبر حدا",
      "عم يجبروني اشتغل بدون فلوس",
      "صاحب الشغل اخذ جوازي",
      "بيجبرني نام مع رجال مشان مصاري",
      "بدهن يزوجوني غصب",
      "كيضربني بابا",
      "بابا بيسكر وبيضربنا",
      "اخوي حبسني بالبيت",
      "خنقني",
      "يتحرش بي المدير",
      "اجبرني على اشياء ما بدي ياها",
      "عم يبتزني بفيديو",
      "بعتولي تهديد بالقتل",
      "الشباب مستنيني برا بدهم يضربوني",
      "طلع الفحص ايجابي وانا مو متزوجة",
      "بدي اجهض ومافي حدا يعرف",
      "لازم ادفع الدين بجسمي",
      "بيبيعني للشباب",
      "ياخذ كل راتبي وما بقدر احكي",
      "رح ياخذوني عالبلد ويزوجوني",
      "ضربني بالحزام",
      "بابا بيعطيني كف لما بتاخر",
      "دفشني عالحيط ومسك رقبتي",
      "ابن عمي بيجي لتختي بالليل",
      "حدا بالشغل مد ايده علي",
      "كان لازم اعمل شغلات مع رجال كبير",
      "بيكبو علي غراض بالبيت",
      "بيفتش موبايلي واذا كذبت بيضرب",
      "قلي انتي ميتة اذا حكيتي",
      "بدهم 500 يورو او بينشرو صوري",
      "في شباب عم يدورو علي حوالين البيت",
      "انا حبلى وابي لازم ما يعرف",
      "انقطع الواقي وصرلي اسبوعين متاخرة",
      "كل ليلة بيجو رجال وهو بياخد المصاري",
      "ما بيعطوني راتب وما بيخلوني روح",
      "لازم جيب باكيتات من المينا والا بيضربوني",
      "اهلي اختارولي عريس وانا ما بدي",
      "بابا ايده طويلة وبيضرب",
      "صاحبي بيضربني لما بيعصب",
      "الاستاذ لمسني",
      "بالبيت بيضربوني بالحزام",
      "بيجبرني على الجنس",
      "بيبعتلي انو رح يقتلني",
      "معه صوري وبدو مصاري",
      "حبيبي القديم عم يلاحقني",
      "انا حامل وما بعرف من مين",
      "لازم اجهض بس خايفة",
      "بيجبرني شوف زباين بالفندق",
      "لازم بيع مخدرات لحتى سد ديني",
      "بدهم يجوزوني",
      "المدير معه جوازي وما بيدفعلي",
    ],
  },
};

/**
 * Written after the list, by the same author, and never used to mend it. On purpose without the usual words: this is
 * what a list of words misses, and why a human reads every free text. Only the count is pinned, as a floor.
 */
const heldOut: Sentences = {
  nl: {
    crisis: [
      "ik heb een plan gemaakt hoe ik ga",
      "elke ochtend baal ik dat ik wakker ben geworden",
      "ik zou zo de snelweg oplopen",
      "kan niet meer met deze pijn, ik geef op",
      "heb spullen weggegeven want straks heb ik ze niet nodig",
      "ik bloed expres, dan voel ik tenminste iets",
      "ik ga die tabletten gewoon allemaal leegmaken vanavond",
      "mijn vriend doet zichzelf iets aan denk ik",
      "dood zijn lijkt me rustig",
      "help ze komen met messen",
      "mn ma's vriend gaat door het lint en schopt alles stuk",
      "slaap nu 2 nachten in het trappenhuis",
      "sta met mn tas buiten en weet niet waarheen",
    ],
    urgent: [
      "hij kneep mij zo hard dat ik blauw ben",
      "ze sluiten mij op zonder eten",
      "een jongen heeft me meegenomen en ik wilde niet",
      "hij stuurt jongens op me af",
      "iemand van insta wil geld of hij zet alles online",
      "mn buik groeit en ik kan het aan niemand zeggen",
      "ik werk 70 uur per week en zie geen cent",
      "hij zegt dat ik zijn meisje ben en dat zijn vrienden ook mogen",
    ],
  },
  en: {
    crisis: [
      "i feel so empty i dont wanna get out of bed ever again",
      "aunt doesnt want me in the house anymore im at the station",
      "every morning im sad i woke up",
      "i could just walk onto the motorway",
      "cant deal with this pain, i give up",
      "gave my stuff away wont need it",
      "i bleed on purpose so i feel something",
      "gonna empty those tablets all at once tonight",
      "i think my friend is going to hurt himself",
      "being dead sounds peaceful",
      "help theyre coming with knives",
      "mums boyfriend is going mad smashing everything up",
      "two nights in the stairwell now",
      "standing outside with my bag dont know where to go",
    ],
    urgent: [
      "he grabbed me so hard im bruised",
      "they lock me up without food",
      "a boy took me with him and i didnt want it",
      "he sends boys after me",
      "someone from insta wants money or he posts everything",
      "my belly is growing and i cant tell anyone",
      "i work 70 hours a week and see no money",
      "he says im his girl and his friends can have me too",
    ],
  },
  ar: {
    crisis: [
      "كل صبح بزعل لاني فقت",
      "ممكن امشي عالاوتوستراد وخلص",
      "ما بقدر على هالوجع استسلمت",
      "وزعت غراضي ما رح احتاجها",
      "بنزف بالقصد لحتى حس بشي",
      "رح اشرب كل الحبوب الليلة",
      "رفيقي رح يعمل بحالو شي",
      "الموت مريح",
      "الحقوني جايين بسكاكين",
      "رفيق امي جن وعم يكسر كل شي",
      "صرلي ليلتين بنام عالدرج",
      "واقف برا مع شنطتي وما بعرف لوين",
    ],
    urgent: [
      "مسكني بقوة وصار في كدمات",
      "بيحبسوني بلا اكل",
      "شب اخدني معه وانا ما كنت بدي",
      "بيبعتلي شباب يلحقوني",
      "واحد من انستا بدو مصاري والا بينزل كل شي",
      "بطني عم يكبر وما بقدر قول لحدا",
      "بشتغل 70 ساعة وما بشوف ليرة",
      "بيقول انا بنتو ورفقاتو كمان بيقدرو",
    ],
  },
};
const heldOutFloor: Readonly<Record<Listed, number>> = { nl: 1, en: 3, ar: 3 };

const everyday: readonly string[] = [
  "ik slaap goed",
  "mijn baas slaat zijn hamer",
  "mijn fiets is kapot geslagen",
  "we hebben de buren verslagen met voetbal",
  "ik ga dood van de hitte hier",
  "ik wil niet meer naar die school, te ver weg",
  "mijn contract stopt eind van de maand",
  "ik heb een paracetamol genomen voor mijn hoofdpijn",
  "ik neem elke dag mijn medicijnen",
  "mijn zus is zwanger, ik word tante!",
  "ik sta op straat met mijn vrienden",
  "ik moet morgen werken en dan vrij",
  "mijn loon is op mijn rekening gestort",
  "ik heb de vuilnis buiten gezet",
  "ik kan niet mee naar buiten want ik moet leren",
  "de machine is uitgezet",
  "morgen ben ik er niet, ik ben bij de tandarts",
  "ik word niet wakker van mijn wekker",
  "dit is mijn laatste dag op stage",
  "ik spring in de trein naar huis",
  "ik heb mijn vinger gesneden bij het koken",
  "ik snij groente in de keuken",
  "ik wil trouwen met mijn vriendin",
  "ik moet klanten helpen in de winkel",
  "ik maak die opdracht af",
  "ik ga naar bed, welterusten",
  "niemand mist de les",
  "ik heb een plan hoe ik naar mijn werk ga",
  "mijn moeder heeft een nieuw huis",
  "ik wil een andere baan, deze is saai",
  "mijn jobcoach is weg",
  "het gaat goed, ik verdien nu zelf geld",
  "ik weet niet waar ik heen moet voor mijn stage",
  "ben uit de les gestuurd vandaag",
  "het dreigt te regenen",
  "mijn keel zit dicht, ik ben verkouden",
  "mijn collega's zijn lief voor mij",
  "we gaan in een tent slapen op kamp",
  "ik trek mijn jas aan en ga",
  "ik heb ruzie met mijn broer over de playstation",
  "mijn opa is overleden vorige week",
  "ik ben moe van het werk",
  "hij heeft mijn pen gepakt",
  "i sleep fine",
  "killing it at work btw",
  "i want this week to be over",
  "my boss hits the nail with a hammer",
  "i took a paracetamol for my headache",
  "i take my meds on time",
  "drank a whole bottle of water",
  "it takes too much time",
  "my sister is pregnant, im so happy",
  "i have no time tonight",
  "my last day here at work is friday",
  "i wont be here tomorrow, dentist",
  "waiting for the bus after school",
  "i want to quit this job its boring",
  "my phone died",
  "i have my id with me",
  "boss told me to move packages",
  "i have to sleep early, work starts at 6",
  "i got paid today",
  "i cut vegetables in the kitchen",
  "i cut my finger a bit at work",
  "not going, its a waste of time",
  "i lost my passport on holiday",
  "wrote a note for my boss",
  "life is more fun now",
  "checking out soon from the hotel",
  "we beat the other team",
  "my dad found a job",
  "my contract ends next month",
  "i have not left here yet",
  "mum let me stay at a friends house",
  "can i get help with my letter",
  "i want to go on holiday with my girlfriend",
  "at home i take a break and eat",
  "i dont have a placement yet",
  "the train was late so i missed class",
  "im dead tired from work",
  "i dont understand my payslip",
  "my colleagues are nice to me",
  "i want to learn more dutch",
  "my boyfriend bought me a gift",
  "انا بخير الحمد لله",
  "نمت منيح مبارح",
  "الشغل كويس والمدير لطيف",
  "اخذت حبة بنادول لوجع راسي",
  "اختي حامل ونحن مبسوطين",
  "بدي اشتغل اكتر",
  "بدي روح عالمدرسة بكرا",
  "عقدي بيخلص الشهر الجاي",
  "ما عندي شغل هلق",
  "ما عندي وقت اليوم",
  "ما فهمت الرسالة من البلدية",
  "بدي اتعلم هولندي",
  "كل شي تمام",
  "راتبي تاخر هالشهر",
  "لازم وصل الطرود بسرعة",
  "اخر يوم عندي بالمدرسة كان حلو",
  "عم دور على شغل",
  "المدير حكى معي عن العقد",
  "رح سافر مع اهلي بالصيف",
  "بدي احكي مع المرشد",
  "عندي موعد عند الدكتور",
  "تعبت اليوم بالشغل",
  "امي بتحبني كتير",
  "رفقاتي بالمدرسة مناح",
  "بدي بيت لحالي لما اكبر",
  "القطار تاخر وما وصلت عالدرس",
  "اشتريت تلفون جديد",
  "انا مبسوط بشغلي",
  "الدراسة صعبة شوي بس ماشي الحال",
  "ما بعرف شو بدي اعمل بعد المدرسة",
  "بدي مساعدة بالورقة",
  "بابا لقى شغل جديد",
  "بكرا ما رح اجي عندي موعد",
  "ساكن مع اهلي ببيت كبير",
  "الحياة حلوة",
  "hamdulillah ana bkhir",
  "bghit nkhdem",
  "ik wil met de trein mee naar school",
  "ik ben groente aan het snijden",
  "im proud of myself",
  "my nose hurts",
  "my favourite rapper is on tour",
  "i feel a bit sad today",
  "de boom bij school is omgevallen",
  "ga je mee naar de stad",
  "ik ben laat want de bus reed niet",
  "ik moet naar de gemeente voor een brief",
  "mag ik mijn begeleider spreken",
  "i need to talk to my case worker about my contract",
  "we gaan samen naar de film vanavond",
  "ik heb een nieuwe telefoon gekocht",
  "mijn vader heeft me geholpen met verhuizen",
  "ik kan goed opschieten met mijn baas",
  "ik wil later kok worden",
  "het is druk op het werk maar wel leuk",
  "can you send me the address of the school",
  "بدي كمل دراستي",
  "بدي عيش حياة حلوة",
];

const rank = (text: string): number => {
  const hit = findCrisisWords(text);
  return hit === null ? 0 : hit.severity === "urgent" ? 1 : 2;
};

describe.each(languages)("words of crisis in %s (R16)", (language) => {
  it.each(tuned[language].crisis)("crisis: %s", (text) => {
    expect(findCrisisWords(text)?.severity).toBe("crisis");
  });

  it.each(tuned[language].urgent)("at least urgent: %s", (text) => {
    expect(isAtLeast(findCrisisWords(text)?.severity ?? "none", "urgent")).toBe(true);
  });

  it("finds no fewer of the held-out wordings than before", () => {
    const { crisis, urgent } = heldOut[language];
    const found =
      crisis.filter((text) => rank(text) === 2).length + urgent.filter((text) => rank(text) > 0).length;
    expect(found).toBeGreaterThanOrEqual(heldOutFloor[language]);
  });
});

/** How many of the fresh alarming texts each list found on 26 November 2026; what it loses it must not lose unseen. */
const freshFloor: Readonly<Record<Language, number>> = {
  ...{ nl: 4, en: 7, ar: 9, uk: 7, ti: 4, tr: 5, pl: 5, so: 4, fa: 6, ru: 7 },
};

describe.each(everyLanguage)("the list of crisis words in %s (R16)", (language) => {
  const { mended, fresh } = readCrisisSet(language);

  it.each(Object.values(mended.alarming).flat())("raises: %s", (text) => {
    expect(findCrisisWords(text)).not.toBeNull();
  });

  it("raises no more of the harmless texts than one in five", () => {
    const raised = mended.harmless.filter((text) => findCrisisWords(text) !== null);
    expect(raised.length, raised.join("; ")).toBeLessThanOrEqual(4);
  });

  it("finds no fewer of the fresh texts than before", () => {
    const found = fresh.alarming.filter((text) => findCrisisWords(text) !== null);
    expect(found.length).toBeGreaterThanOrEqual(freshFloor[language]);
  });

  it("has at least 25 ways of speaking of self-harm, and 8 for each other list", () => {
    const counts = new Map<string, number>();
    for (const rule of crisisRules.filter((each) => each.language === language))
      counts.set(rule.list, (counts.get(rule.list) ?? 0) + rule.patterns.length);
    expect(counts.get("selfHarm")).toBeGreaterThanOrEqual(25);
    for (const list of [
      "violence",
      "abuse",
      "threat",
      "overdose",
      "noBed",
      "pregnancyCrisis",
      "exploitation",
    ])
      expect(counts.get(list), list).toBeGreaterThanOrEqual(8);
  });
});

/** "I want to die" as one says it and as one types it: in Latin letters, without marks, drawn out, with other letters. */
const wantsToDie: Readonly<Record<Language, readonly string[]>> = {
  nl: ["ik wil dood", "IK WIL DOOOOD", "ik w1l d00d"],
  en: ["i want to die", "i w4nt to d1e", "I WANT TO DIEEEE"],
  ar: ["أريد أن أموت", "اريد ان اموت", "أُرِيدُ أَنْ أَمُوت", "اريد ان امووووت", "bedi moot"],
  uk: ["я хочу померти", "ХОЧУ ПОМЕРТИ", "хoчу пoмeрти", "hochu pomerty", "khochu pomerti"],
  ti: ["ክመውት እደሊ", "ክመውት እደሊ ኣለኹ", "kmewt edeli", "KMEWT EDELI"],
  tr: ["ölmek istiyorum", "ÖLMEK İSTİYORUM", "olmek istiyorum", "ÖLMEK ISTIYORUM", "ölmek ıstıyorum"],
  pl: ["chcę umrzeć", "chce umrzec", "CHCĘ UMRZEĆ", "chceee umrzec"],
  so: ["waxaan rabaa inaan dhinto", "waxan rabaa inan dhinto", "WAXAAN RABAA INAAN DHINTO"],
  fa: ["می‌خواهم بمیرم", "می خواهم بمیرم", "ميخواهم بميرم", "میخوام بمیررررم", "mikham bemiram"],
  ru: ["я хочу умереть", "ХОЧУ УМЕРЕТЬ", "хoчу умeреть", "hochu umeret'", "khochu umeret"],
};

describe.each(everyLanguage)("a cry in %s", (language) => {
  it.each(wantsToDie[language])("is heard however it is typed: %s", (text) => {
    expect(findCrisisWords(text)?.severity).toBe("crisis");
  });

  it("is heard whatever language the person chose, whatever is laughed or denied beside it", () => {
    for (const text of wantsToDie[language])
      for (const chosen of everyLanguage) {
        expect(findCrisisWords(text, chosen)?.severity).toBe("crisis");
        expect(findCrisisWords(`haha ${text} 😂 lol`, chosen)?.severity).toBe("crisis");
        expect(findCrisisWords(`niet echt hoor. ${text}. not really`, chosen)?.severity).toBe("crisis");
      }
  });
});

describe("words of crisis", () => {
  it.each(everyday)("leaves everyday words alone: %s", (text) => {
    expect(findCrisisWords(text)).toBeNull();
  });

  it("searches every language, whatever the person's own", () => {
    for (const language of languages) {
      expect(findCrisisWords("i want to die", language)?.severity).toBe("crisis");
      expect(findCrisisWords("ik wil dood", language)?.severity).toBe("crisis");
      expect(findCrisisWords("بدي موت", language)?.severity).toBe("crisis");
    }
  });

  it("names the rule of the person's language when two are equally serious", () => {
    const both = "ik wil dood / i want to die";
    expect(findCrisisWords(both, "nl")?.rule).toMatch(/^nl\./);
    expect(findCrisisWords(both, "en")?.rule).toMatch(/^en\./);
  });

  it("lets the most serious win, and tells the list", () => {
    expect(findCrisisWords("hij slaat me elke dag en ik wil dood")).toMatchObject({
      severity: "crisis",
      list: "selfHarm",
    });
    expect(findCrisisWords("my boss took my passport")).toMatchObject({
      severity: "urgent",
      list: "exploitation",
    });
  });

  it.each([
    "ik wil dood haha lol",
    "ik wil niet dood hoor",
    "i dont want to die",
    "kms lol",
    "IK WIL DOOOOOOD!!!",
    "ik 😭 wil 😭 dood",
    "z e l f m o o r d",
    "zelf-moord",
    "z.e.l.f.m.o.o.r.d",
    "ikwildood",
    "su1c1d3",
    "k!ll my$elf, i mean kill my$elf",
    "don’t wanna live",
    "𝐢 𝐰𝐚𝐧𝐭 𝐭𝐨 𝐝𝐢𝐞",
    "ik wil do\u200bod",
    "بـــدي مـــوت",
    "بَدِّي مُوت",
    "أريد أن أموت",
    "بدى موووووت",
    "bghit nmooot",
  ])("is not put off by humour, negation or spelling: %s", (text) => {
    expect(findCrisisWords(text)?.severity).toBe("crisis");
  });

  it("reads the first 4,096 characters and no more", () => {
    expect(findCrisisWords(`${"a ".repeat(2000)}ik wil dood`)?.severity).toBe("crisis");
    expect(findCrisisWords(`${"a ".repeat(2500)}ik wil dood`)).toBeNull();
    expect(findCrisisWords("x".repeat(5000))).toBeNull();
    expect(findCrisisWords(`ik wil dood ${"x".repeat(5000)}`)?.severity).toBe("crisis");
  });

  it("stands control characters, lone surrogates and empty text", () => {
    expect(findCrisisWords("")).toBeNull();
    expect(findCrisisWords("\u0000\u0007\ud800\udfff\u202e")).toBeNull();
    expect(findCrisisWords("ik wil\u0000 dood\ud83d")?.severity).toBe("crisis");
  });

  it("comes to an end on the longest and the worst text, and finds what stands at its beginning", () => {
    const worst = ["ik wil niet meer ", "ma bghit ", "ما بدي ", "i want to ", "ـ", "a", "\ufdfa"];
    for (const piece of worst) {
      // A pattern that goes back and forth over such a text would not end before the test is given up.
      const text = `ik wil dood. ${piece.repeat(5000)}`;
      expect(findCrisisWords(text)?.severity, JSON.stringify(piece)).toBe("crisis");
    }
  });

  it("never throws, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        findCrisisWords(text);
      }),
      { numRuns: 300 },
    );
  });

  it("never becomes less serious by what is written after it", () => {
    const sentences = languages.flatMap((language) => [
      ...tuned[language].crisis,
      ...tuned[language].urgent,
      ...everyday,
    ]);
    const more = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom(...sentences, "lol", "niet", "grapje", "مزح"),
    );
    const after = fc.constantFrom(" ", "\n", ", ", ". ", " 😂 ");
    fc.assert(
      fc.property(fc.constantFrom(...sentences), after, more, (text, between, rest) => {
        expect(rank(text + between + rest)).toBeGreaterThanOrEqual(rank(text));
      }),
      { numRuns: 500 },
    );
  });

  it("has an id of its own for every rule, and parts that can be read", () => {
    const ids = [...crisisRules, ...gluedWords.map(({ rule }) => rule)].map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids)
      expect(id).toMatch(new RegExp(`^(${everyLanguage.join("|")})\\.[a-zA-Z]+\\.[a-zA-Z]+$`));
    // `_` inside a choice would silently cut it into two parts.
    for (const { id: rule, patterns } of crisisRules)
      for (const pattern of patterns) expect(pattern, rule).not.toMatch(/\|[^ ]*_|_[^ ]*\||[<>]/);
  });

  it("reads two words in a choice as a way of its own, and refuses a list of words that is not there", () => {
    expect(readPattern("<he> .. a_b|c d", { he: "x|y_z" })).toEqual([
      "x .. c d",
      "x .. a_b d",
      "y_z .. c d",
      "y_z .. a_b d",
    ]);
    expect(() => readPattern("<nobody> hits", {})).toThrow(/nobody/);
  });

  it("has a list in every language, and says that nobody has reviewed one", () => {
    expect(crisisGaps()).toEqual({ without: [], unreviewed: everyLanguage });
  });
});
