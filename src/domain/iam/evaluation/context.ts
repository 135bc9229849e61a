/**
 * The condition keys of a request. Some have values, some are known not to be there, of all others nothing is known.
 * Names of keys are compared without their case, as IAM does.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export interface RequestContext {
  /** The values of a key; none where it is known to be absent, `undefined` where nothing is known of it. */
  valuesOf(key: string): readonly string[] | undefined;
}

export interface ContextFacts {
  /** Keys that the request has; those with several values are lists. */
  readonly present: Readonly<Record<string, string | readonly string[]>>;
  /** Keys that the request does not have; `others` stands for all that are not present. @default - none */
  readonly absent?: readonly string[] | "others";
}

export function requestContext({ present, absent = [] }: ContextFacts): RequestContext {
  const values = new Map<string, readonly string[]>();
  if (absent !== "others") for (const key of absent) values.set(key.toLowerCase(), []);
  for (const [key, value] of Object.entries(present))
    values.set(key.toLowerCase(), typeof value === "string" ? [value] : value);
  return { valuesOf: (key) => values.get(key.toLowerCase()) ?? (absent === "others" ? [] : undefined) };
}
