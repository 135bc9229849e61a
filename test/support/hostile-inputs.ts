import { RegExpParser, type AST } from "@eslint-community/regexpp";

/** Characters in the order in which a sample takes them: neighbours should share one, since shared ones are what backtracks. */
const ORDERS = ["a1A-_./:*@ ,'\"{}", "-_./:* 1aA@,'\"{}", "1aA.-_/:*@ ,'\"{}"];
/** What most patterns refuse at the end of a text. */
const REFUSED = "\u0000";

/**
 * Long inputs made for a pattern: for each of its quantifiers what leads to it, then many of what it repeats, then a
 * character that makes the match fail.
 */
export function hostileInputs(source: string, flags: string, length: number): string[] {
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, { unicode: flags.includes("u") });
  const inputs = new Set<string>();
  for (const order of ORDERS) {
    new Sampler(order, (before, repeated) => {
      const pumped = repeated.repeat(Math.ceil(length / repeated.length));
      inputs.add(`${before}${pumped}${REFUSED}`).add(`${before}${pumped}\n${pumped}`).add(`${before}${pumped}`);
    }).ofAlternatives(pattern.alternatives, "");
  }
  return [...inputs];
}

class Sampler {
  constructor(
    private readonly order: string,
    private readonly pump: (before: string, repeated: string) => void,
  ) {}

  /** The first alternative's sample; the others are only pumped. */
  ofAlternatives(alternatives: readonly AST.Alternative[], before: string): string {
    const [first = ""] = alternatives.map(({ elements }) => {
      let sample = "";
      for (const element of elements) sample += this.of(element, before + sample);
      return sample;
    });
    return first;
  }

  private of(element: AST.Element, before: string): string {
    switch (element.type) {
      case "Quantifier": {
        const once = this.of(element.element, before);
        if (element.max > 1 && once !== "") this.pump(before, once);
        return once.repeat(Math.max(element.min, Math.min(element.max, 1)));
      }
      case "Group":
      case "CapturingGroup":
        return this.ofAlternatives(element.alternatives, before);
      case "Assertion":
        if (element.kind === "lookahead" || element.kind === "lookbehind")
          this.ofAlternatives(element.alternatives, before);
        return "";
      case "Character":
        return String.fromCodePoint(element.value);
      case "CharacterSet":
      case "CharacterClass":
      case "ExpressionCharacterClass":
        return this.member(element.raw);
      case "Backreference":
        return "";
    }
  }

  private member(raw: string): string {
    const set = new RegExp(`^${raw}$`, raw.includes("\\p") ? "u" : "");
    return Array.from(this.order).find((character) => set.test(character)) ?? "\u00e9";
  }
}
