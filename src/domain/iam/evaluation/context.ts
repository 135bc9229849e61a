/**
 * The condition keys of a request. A key is present, known to be absent, or unknown. As in IAM, key names ignore case.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export interface RequestContext {
  /** The values of a key; empty if the key is absent, `undefined` if it is unknown. */
  valuesOf(key: string): readonly string[] | undefined;
}

export interface ContextFacts {
  /** Keys that the request has; keys with several values have a list. */
  readonly present: Readonly<Record<string, string | readonly string[]>>;
  /** Keys that the request does not have; `others` means all keys that are not present. @default - none */
  readonly absent?: readonly string[] | "others";
}

export function requestContext({ present, absent = [] }: ContextFacts): RequestContext {
  const values = new Map<string, readonly string[]>();
  if (absent !== "others") for (const key of absent) values.set(key.toLowerCase(), []);
  for (const [key, value] of Object.entries(present))
    values.set(key.toLowerCase(), typeof value === "string" ? [value] : value);
  return { valuesOf: (key) => values.get(key.toLowerCase()) ?? (absent === "others" ? [] : undefined) };
}
