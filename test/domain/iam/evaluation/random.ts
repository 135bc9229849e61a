/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Random {
  constructor(private state: number) {}

  /** At least 0, less than 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  one<T>(choices: readonly T[]): T {
    const choice = choices[Math.floor(this.next() * choices.length)];
    if (choice === undefined) throw new Error("nothing to choose from");
    return choice;
  }

  /** One text, or a list of up to three. */
  list(choices: readonly string[]): string | string[] {
    return this.chance(0.5) ? this.one(choices) : [this.one(choices), ...this.some(2, () => this.one(choices))];
  }

  /** None up to `most`. */
  some<T>(most: number, make: () => T): T[] {
    return Array.from({ length: Math.floor(this.next() * (most + 1)) }, make);
  }
}
