/**
 * What questions are about, whatever the words: the concept lexicon. Its words in each language stand in
 * `locales/<language>/knowledge/concepts.json`; what a concept weighs is the same in all. 3: it names the thing itself. 2: it narrows
 * down. 1: it only tells what kind of question it is.
 */
export const concepts = {
  // Kinds of schools and courses
  pro: 3, // praktijkonderwijs
  vso: 3, // voortgezet speciaal onderwijs
  isk: 3, // school for newcomers
  vmbo: 3,
  havo: 3,
  mbo: 2,
  hbo: 3, // higher vocational education
  university: 2,
  entree: 3, // mbo level 1
  level: 2, // level 1, 2, 3, 4
  bol: 3,
  bbl: 3,
  courseLength: 2, // how many years a course takes
  diploma: 2,
  noDiploma: 3, // without a diploma, failed
  certificate: 3,
  basicQualification: 3, // startkwalificatie
  stacking: 3, // going on to a higher level after a diploma
  placement: 2, // stage, internship
  trainingCompany: 3, // erkend leerbedrijf
  exitProfile: 3, // uitstroomprofiel
  tailoredRoute: 3, // maatwerktraject
  eegaRea: 3, // EEGA Plus, REA College
  schoolSystem: 2, // how schools work in this country
  difference: 1, // what is the difference, which is better
  // Getting in
  apply: 2, // aanmelden
  deadline: 3, // 1 april, too late, last day
  refuse: 3, // may a school say no
  limitedPlaces: 3, // numerus fixus, full
  extraDemands: 3, // sport, security, military; a test
  intake: 3,
  orientationTalk: 3, // oriënterend gesprek
  passport: 3, // Paspoort voor Succes (PvS)
  openDay: 3,
  tasterDay: 3, // meeloopdag, snuffelstage
  studyHelp: 3, // help at mbo or hbo with a disability, dyslexia, autism
  disability: 2,
  // Guidance after school
  guidance: 2, // aanvullende loopbaanbegeleiding, help after school
  aftercare: 3, // nazorg
  right: 2, // is there a right to it
  mustTakePart: 3, // is it voluntary, may my child refuse or stop
  laterAgain: 3, // said no before, come back later
  howLong: 2, // how long does help last, two years
  howOften: 2,
  hours: 2, // how many hours
  cost: 2, // what does it cost, who pays
  contactWho: 2, // who calls my child
  contactHow: 2, // app, text, phone, visit
  talkAbout: 2, // what do they talk about
  twoYearsOver: 3, // help has ended
  transitionDocument: 3, // overgangsdocument
  handover: 3, // warme overdracht
  municipality: 2,
  doorstroompunt: 3,
  inspection: 3, // who checks the school
  schoolGuide: 3, // schoolgids
  mentor: 2, // tutor, teacher
  coach: 2, // trajectcoach, jobcoach, navigator, transfercoach
  agreement: 3, // nazorgcontract, signing something
  privacy: 2, // may I know, may school give data
  parents: 1, // are parents involved
  // Work and income
  work: 1,
  jobLoss: 3, // loses the job, contract ends
  employer: 2, // the boss, the company
  contract: 2,
  wajong: 3,
  uwv: 2,
  shelteredWork: 3, // beschut werk
  aba: 3, // ABA, assessment of capacity for work
  capacity: 3, // arbeidsvermogen
  register: 3, // doelgroepregister
  jobAgreement: 3, // banenafspraak
  dayActivities: 3, // dagbesteding
  careOrganisations: 2,
  income: 2, // money every month, benefit, bijstand
  pay: 2, // salary
  waitingList: 3,
  papers: 2, // documents that are needed
  under18: 3,
  eighteen: 2,
  trajectory: 2, // ontwikkeltraject
  debts: 3,
  stress: 3, // gloomy, stressed
  atHome: 3, // sits at home and does nothing
  notWell: 2, // it does not go well with my child
  // Choosing, and helping at home
  lob: 3,
  choosing: 2, // choosing a course or a job
  doesNotKnow: 3, // does not know what it wants to be
  helpAtHome: 3, // how can I help, talking at home
  influence: 3,
  portfolio: 3, // loopbaandossier, pitchfolio
  careerTalk: 3, // loopbaangesprek
  jobInformation: 3, // where to find information about jobs and pay
  forever: 3, // choosing once and for all
  byThemselves: 3, // what my child must do alone
  formerPupils: 2, // telling other pupils
  // Newcomers
  newcomer: 2, // just arrived in this country
  dutchLanguage: 3, // level of Dutch
  dream: 3, // dream job
  interpreter: 3, // explanation in the own language
  leadTalk: 3, // the child leads the talk at school
  skills: 2, // what a child must be able to do
  // What tells neighbours apart
  contents: 2, // what does it say
  takeOver: 2, // may the municipality take over
  responsible: 2, // who does what, school or municipality
  homeTown: 2, // which municipality, we live in
  useful: 2, // is it any use
  stillInTouch: 2, // why does school still call
  adult: 2, // of age, still helped at twenty
  comeAlong: 2, // may the parent be there, have a say
  when: 1,
  notReady: 3, // not clear or not ready yet
  harder: 2, // is it harder there
  findWork: 2, // find a job, the step to work
  supportOffer: 3, // which help does a school give
  futureTalk: 3, // talking about later at home
  whereNext: 2, // where to go after this school
  studentFinance: 3, // studiefinanciering
  skipLevel: 3, // to level 2 without the diploma for it
  navigator: 3, // navigator, transfercoach, combinatiefunctionaris
  regularSchool: 2, // an ordinary school
  owner: 2, // whose is it, who fills it in
  // The robot itself
  human: 3, // talk to a human
  stop: 3, // stop the messages
  whoReads: 3,
  age: 1, // 17 years, 20 years
  what: 1, // what is
  why: 1,
  who: 1,
  where: 1,
} as const satisfies Readonly<Record<string, 1 | 2 | 3>>;
export type Concept = keyof typeof concepts;
