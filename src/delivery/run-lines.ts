export interface Lines {
  /** Something may be due: look at once. */
  wake(): void;
  /** Looks again after this many milliseconds of the machine's time. */
  wakeIn(milliseconds: number): void;
  /** Resolves when a look after this call found nothing due and nobody works. Used by tests and by stopping. */
  idle(): Promise<void>;
  /** Takes no new line, and resolves when the lines at work are finished. */
  stop(): Promise<void>;
}

interface Options<Claim> {
  /** How many lines are worked on at the same time. */
  readonly hands: number;
  /** Takes a line that is due, or undefined. May throw: the database can be away. */
  readonly claim: () => Promise<Claim | undefined>;
  /** Works a line off and gives it back. May throw: the line comes back when its lease lapses. */
  readonly work: (claim: Claim) => Promise<void>;
  readonly report: (error: unknown) => void;
  /** How long to sleep without being woken, in milliseconds: the backstop for a lost notification. */
  readonly backstop: number;
}

/** Works lines off with a few hands, woken by notifications; one sleeper is woken at a time, and wakes the next when it finds work. */
export function runLines<Claim>({ hands, claim, work, report, backstop }: Options<Claim>): Lines {
  let stopped = false;
  let looks = 0;
  const sleepers = new Set<() => void>();
  const timers = new Set<NodeJS.Timeout>();
  const onAsleep = new Set<() => void>();

  const sleep = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const wakeUp = () => {
        clearTimeout(timer);
        sleepers.delete(wakeUp);
        resolve();
      };
      const timer = setTimeout(wakeUp, milliseconds);
      sleepers.add(wakeUp);
      if (sleepers.size === hands) for (const heard of onAsleep) heard();
    });

  const wakeOne = () => sleepers.values().next().value?.();

  // A wake-up while everybody is at work must not be lost: whoever is about to sleep looks once more.
  let wanted = false;

  const loop = async () => {
    while (!stopped) {
      wanted = false;
      let found: Claim | undefined;
      try {
        found = await claim();
        looks += 1;
      } catch (error) {
        report(error);
        await sleep(500);
        continue;
      }
      if (!found) {
        if (wanted || stopped) continue;
        await sleep(backstop);
        continue;
      }
      wakeOne();
      try {
        await work(found);
      } catch (error) {
        report(error);
      }
    }
  };
  const loops = Array.from({ length: hands }, loop);

  return {
    wake() {
      wanted = true;
      wakeOne();
    },
    wakeIn(milliseconds) {
      if (stopped) return;
      const timer = setTimeout(
        () => {
          timers.delete(timer);
          this.wake();
        },
        Math.max(1, milliseconds),
      );
      timers.add(timer);
    },
    async idle() {
      const enough = looks + 1;
      this.wake();
      while (!stopped && (looks < enough || sleepers.size < hands)) {
        await new Promise<void>((resolve) => {
          const heard = () => {
            onAsleep.delete(heard);
            resolve();
          };
          onAsleep.add(heard);
          if (sleepers.size === hands && looks >= enough) heard();
          else if (sleepers.size === hands) this.wake();
        });
      }
    },
    async stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      for (const wakeUp of [...sleepers]) wakeUp();
      await Promise.all(loops);
      for (const heard of [...onAsleep]) heard();
    },
  };
}
