// How long the rest of the queue takes, from the reviewer's own pace.

const LAST = 10;
/** A longer pause is a break, not a decision. */
const BREAK_MILLISECONDS = 120_000;
const FEWEST = 3;

export class Pace {
  constructor() {
    this.times = [];
  }

  decided(now = performance.now()) {
    this.times.push(now);
    this.times = this.times.slice(-(LAST + 1));
  }

  /** Words such as `about 4 minutes left`; empty while too little was decided. */
  left(open) {
    const steps = this.times.slice(1).map((time, index) => time - this.times[index]).filter((step) => step < BREAK_MILLISECONDS).sort((one, other) => one - other);
    if (steps.length < FEWEST || open === 0) return "";
    const minutes = (steps[Math.floor(steps.length / 2)] * open) / 60_000;
    if (minutes < 1) return "less than a minute left";
    return `about ${Math.round(minutes)} ${Math.round(minutes) === 1 ? "minute" : "minutes"} left`;
  }
}
