import { patternTest } from "./selection";

/** Stands for a `*` of the narrower pattern: no tag has it, so only a `*` of the wider one can match it. */
const ANYTHING = "\u0000";

/** Whether every tag that the narrower pattern matches is matched by the wider one. */
export function patternCovers(wider: string, narrower: string): boolean {
  return patternTest(wider)(narrower.replaceAll("*", ANYTHING));
}

/** A tag that both patterns match, one of the shortest; `undefined` when there is none. */
export function commonTag(a: string, b: string): string | undefined {
  const known = new Map<string, string | undefined>();
  const from = (i: number, j: number): string | undefined => {
    const key = `${i} ${j}`;
    if (!known.has(key)) {
      known.set(key, undefined);
      known.set(key, search(i, j));
    }
    return known.get(key);
  };
  const search = (i: number, j: number): string | undefined => {
    const first = a[i];
    const second = b[j];
    if (first === undefined && second === undefined) return "";
    const found: (string | undefined)[] = [];
    if (first === "*")
      found.push(from(i + 1, j), second === undefined || second === "*" ? undefined : prefixed(second, from(i, j + 1)));
    if (second === "*")
      found.push(from(i, j + 1), first === undefined || first === "*" ? undefined : prefixed(first, from(i + 1, j)));
    if (first !== undefined && first !== "*" && first === second) found.push(prefixed(first, from(i + 1, j + 1)));
    return found.filter((tag) => tag !== undefined).sort((x, y) => x.length - y.length)[0];
  };
  return from(0, 0);
}

function prefixed(character: string, rest: string | undefined): string | undefined {
  return rest === undefined ? undefined : `${character}${rest}`;
}
