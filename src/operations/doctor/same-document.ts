/** Whether two policies have the same content. */
export function isSameDocument(found: unknown, declared: unknown): boolean {
  return JSON.stringify(canonical(found)) === JSON.stringify(canonical(declared));
}

/** Order, and whether a single value is in a list, do not change the meaning of a policy. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    const [first, ...more] = value.map(canonical);
    if (more.length === 0) return first;
    return [first, ...more].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, field]) => [key, canonical(field)]),
  );
}
