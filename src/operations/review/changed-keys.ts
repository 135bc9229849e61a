import { isDeepStrictEqual } from "node:util";

/** Keys whose values differ, or that only one of two objects has. */
export function changedKeys<T extends object>(was: T, now: T): (keyof T & string)[] {
  const keys = Object.keys({ ...was, ...now }) as (keyof T & string)[];
  return keys.filter((key) => !isDeepStrictEqual(was[key], now[key]));
}
