import { patternTest } from "./selection";

/** Replaces a `*` of the narrower pattern. No tag contains it, so only a `*` of the wider pattern matches it. */
const ANYTHING = "\u0000";

/** Whether the wider pattern matches every tag that the narrower one matches. */
export function patternCovers(wider: string, narrower: string): boolean {
  return patternTest(wider)(narrower.replaceAll("*", ANYTHING));
}

/** A shortest tag that both patterns match; `undefined` if there is none. */
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
      found.push(
        from(i + 1, j),
        second === undefined || second === "*" ? undefined : withFirst(second, from(i, j + 1)),
      );
    if (second === "*")
      found.push(from(i, j + 1), first === undefined || first === "*" ? undefined : withFirst(first, from(i + 1, j)));
    if (first !== undefined && first !== "*" && first === second) found.push(withFirst(first, from(i + 1, j + 1)));
    return found.filter((tag) => tag !== undefined).sort((x, y) => x.length - y.length)[0];
  };
  return from(0, 0);
}

function withFirst(character: string, rest: string | undefined): string | undefined {
  return rest === undefined ? undefined : `${character}${rest}`;
}
