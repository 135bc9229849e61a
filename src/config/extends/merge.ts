import { isMapping } from "../../domain/problems/mapping";
import { type Path } from "../../domain/problems/problem";

/** The data of several files in one, and what had no effect. */
export interface Merged {
  readonly data: unknown;
  /** Where a `null` removes nothing: the index of its layer, and its path. */
  readonly idleNulls: readonly { readonly layer: number; readonly at: Path }[];
}

/**
 * Merges data, each layer over those before it: mappings merge key by key, `null` removes a key, and everything else,
 * lists included, replaces what was there.
 */
export function mergeLayers(layers: readonly unknown[]): Merged {
  const idleNulls: { layer: number; at: Path }[] = [];
  const over = (below: unknown, value: unknown, layer: number, at: Path): unknown => {
    if (!isMapping(value)) return value;
    const result = new Map(isMapping(below) ? Object.entries(below) : []);
    for (const [key, part] of Object.entries(value)) {
      const path = [...at, key];
      if (part !== null) result.set(key, over(result.get(key), part, layer, path));
      else if (!result.delete(key)) idleNulls.push({ layer, at: path });
    }
    return Object.fromEntries(result);
  };
  const data = layers.reduce((below, value, layer) => over(below, value, layer, []), undefined);
  return { data, idleNulls };
}

/** Whether data has a value at a path, `null` included. */
export function hasPath(data: unknown, at: Path): boolean {
  const [step, ...rest] = at;
  if (step === undefined) return true;
  if (typeof data !== "object" || data === null || !Object.hasOwn(data, step)) return false;
  return hasPath((data as Record<string | number, unknown>)[step], rest);
}
