/** What a child process of the benchmark hands back: what it used, in all and step by step. */

export interface Step {
  what: string;
  /** Seconds by the clock. */
  wall: number;
  /** Seconds of all cores, user and system. */
  cpu: number;
}

export interface Used {
  steps: Step[];
  /** Seconds of all cores since the process began. */
  cpu: number;
  /** Most memory that was resident at once, in bytes. */
  peak: number;
}

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Times the steps of this process; each ends where the next begins. `report` hands them to the parent. */
export function startSteps() {
  const steps: Step[] = [];
  let current = { what: 'starting', wall: 0, cpu: 0 };
  const end = (): void => {
    steps.push({
      what: current.what,
      wall: performance.now() / 1000 - current.wall,
      cpu: cpuSeconds() - current.cpu,
    });
  };
  return {
    begin(what: string): void {
      end();
      current = { what, wall: performance.now() / 1000, cpu: cpuSeconds() };
    },
    report(): void {
      end();
      const used: Used = { steps, cpu: cpuSeconds(), peak: process.resourceUsage().maxRSS * 1024 };
      process.send?.(used);
    },
  };
}
