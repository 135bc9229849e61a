import { CORE_SCHEMA, loadAll, mergeTag } from "js-yaml";

/** YAML 1.2's core schema and `<<`, as the parser that tells positions has them. */
const SCHEMA = CORE_SCHEMA.withTags(mergeTag);

/** Each use of an anchor may copy what it stands for, so that a few of them could grow without end. */
const MOST_ALIASES = 1000;

/**
 * The documents of YAML text as data, without positions: seven times as fast as parsing with them, and what a file without
 * problems needs. `undefined` where there is anything to say about the text itself.
 */
export function quickYaml(text: string): unknown[] | undefined {
  try {
    return loadAll(text, { schema: SCHEMA, maxAliases: MOST_ALIASES });
  } catch {
    // What it is, and where, the slower parser says.
    return undefined;
  }
}
