import { type Path } from "../../domain/problems/problem";
import { isMapping } from "../../domain/problems/mapping";

const INDEX = /^\[(\d+)\]/;
const QUOTED = /^\["((?:[^"\\]|\\.)*)"\]/;

/**
 * The steps of a setting's path as it is typed: `tags.Team`, `clusters[0].eks`, `tags["a.b"]`. Keys that the data has may
 * contain dots without quotes.
 */
export function parseSettingPath(text: string, data: unknown): Path {
  const steps: (string | number)[] = [];
  let rest = text;
  let value = data;
  while (rest !== "") {
    const index = INDEX.exec(rest);
    const quoted = QUOTED.exec(rest);
    const plain = rest.replace(/^\./, "");
    const step =
      index?.[1] !== undefined
        ? Number(index[1])
        : quoted?.[1] !== undefined
          ? quoted[1].replaceAll(/\\(.)/g, "$1")
          : longestStart(plain, isMapping(value) ? Object.keys(value) : []);
    rest =
      index !== null || quoted !== null
        ? rest.slice((index ?? quoted ?? [""])[0].length)
        : plain.slice(String(step).length);
    steps.push(step);
    value = typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[step] : undefined;
  }
  return steps;
}

/**
 * The longest of some names that a path begins with, or the path's first word.
 * @param path without a leading dot
 */
export function longestStart(path: string, names: readonly string[]): string {
  const known = names.filter((name) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`));
  const [longest] = known.sort((a, b) => b.length - a.length);
  // A dot or bracket without a word before it is a step of its own, so that every step takes something.
  return longest ?? /^(?:[^.[]+|.)/.exec(path)?.[0] ?? path;
}
