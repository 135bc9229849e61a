/** The result of a test, which may depend on unknown facts about the request. */
export type Truth = boolean | Unknown;

export interface Unknown {
  /** The unknown facts, for messages: `aws:SourceVpce (StringEquals vpce-1)`. */
  readonly dependsOn: readonly string[];
}

export function unknown(...dependsOn: readonly string[]): Unknown {
  return { dependsOn };
}

/** Whether all are true; true for an empty list. */
export function all(truths: readonly Truth[]): Truth {
  return truths.includes(false) ? false : (merged(truths) ?? true);
}

/** Whether at least one is true; false for an empty list. */
export function any(truths: readonly Truth[]): Truth {
  return truths.includes(true) ? true : (merged(truths) ?? false);
}

export function not(truth: Truth): Truth {
  return typeof truth === "boolean" ? !truth : truth;
}

function merged(truths: readonly Truth[]): Unknown | undefined {
  const dependsOn = truths.flatMap((truth) => (typeof truth === "boolean" ? [] : truth.dependsOn));
  return dependsOn.length === 0 ? undefined : { dependsOn: [...new Set(dependsOn)] };
}
