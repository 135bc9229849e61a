/** An entry with the same key as an earlier one. */
export interface Repetition<T, K> {
  readonly entry: T;
  readonly index: number;
  /** The first entry with the key. */
  readonly first: T;
  readonly key: K;
}

/** The entries whose key an earlier entry has too. Entries without a key are left out. */
export function repeated<T, K extends string | number>(
  entries: readonly T[],
  keyOf: (entry: T) => K | undefined,
): Repetition<T, K>[] {
  const seen = new Map<K, T>();
  return entries.flatMap((entry, index) => {
    const key = keyOf(entry);
    if (key === undefined) return [];
    const first = seen.get(key);
    if (first !== undefined) return [{ entry, index, first, key }];
    seen.set(key, entry);
    return [];
  });
}
