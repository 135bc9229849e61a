import { formatPath, oneOf, quoteValue, type Path } from "../../domain/problems/problem";
import { didYouMean } from "../../domain/text/suggestions";
import { schemaNamed, type Schema } from "../json-schema";

/** What has settings: an environment, or a repository. */
export type Subject = "environment" | "repository";

/**
 * Reports the first step of a path that no setting has.
 * @param at path in the subject
 * @returns `undefined` if there may be a setting at the path
 */
export function unknownStep(subject: Subject, at: Path): string | undefined {
  const file = schemaNamed(subject === "environment" ? "environment.schema.json" : "repositories.schema.json");
  const root = subject === "environment" ? file.else : file.properties?.["repositories"]?.items;
  const defs = file.$defs ?? {};
  let forms = formsOf(root ?? {}, defs);
  for (const [index, step] of at.entries()) {
    const below = forms.flatMap((form) => stepInto(form, step));
    if (below.length === 0) return messageOf(forms, at.slice(0, index), step);
    forms = below.flatMap((schema) => formsOf(schema, defs));
  }
  return undefined;
}

/** The schemas of all forms of a value, without references. */
function formsOf(schema: Schema, defs: Readonly<Record<string, Schema>>): Schema[] {
  const referred = schema.$ref === undefined ? undefined : defs[schema.$ref.replace("#/$defs/", "")];
  if (referred !== undefined) return formsOf(referred, defs);
  return schema.anyOf === undefined ? [schema] : schema.anyOf.flatMap((form) => formsOf(form, defs));
}

function stepInto({ properties, additionalProperties, items }: Schema, step: string | number): Schema[] {
  if (typeof step === "number") return items === undefined ? [] : [items];
  const own = properties !== undefined && Object.hasOwn(properties, step) ? properties[step] : undefined;
  if (own !== undefined) return [own];
  return typeof additionalProperties === "object" ? [additionalProperties] : [];
}

function messageOf(forms: readonly Schema[], above: Path, step: string | number): string {
  const keys = [...new Set(forms.flatMap(({ properties = {} }) => Object.keys(properties)))];
  const at = (word: string): string => (above.length === 0 ? "" : ` ${word} ${formatPath(above)}`);
  const found = `found ${quoteValue(step)}`;
  if (keys.length > 0) return `expected ${oneOf(keys)}${at("under")}, ${found}.${didYouMean(String(step), keys)}`;
  if (forms.some(({ items }) => items !== undefined)) return `expected an index such as [0]${at("after")}, ${found}`;
  return `expected no setting${at("under")}, ${found}`;
}
