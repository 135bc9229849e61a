import { parse } from "@cdktf/hcl2json";
import { isJsonObject, isList, type Json } from "../../../src/hcl/value";

/** HCL as an independent parser reads it, which leaves calls as text; the arguments of `jsonencode` are read too. */
export async function parseHcl(text: string): Promise<Json> {
  return withEncodedRead((await parse("test.tf", text)) as Json);
}

/** A document with the arguments of `jsonencode` read by that parser, in place of the text of the call. */
export async function withEncodedRead(document: Json): Promise<Json> {
  const calls: string[] = [];
  const ordered = visit(document, (value) => {
    if (isEncoded(value)) calls.push(value);
    return value;
  });
  const attributes = calls.map((call, index) => `a${index} = ${call.slice("${jsonencode(".length, -")}".length)}`);
  const values = (await parse("calls.tf", attributes.join("\n"))) as Record<string, Json>;
  let next = 0;
  return visit(ordered, (value) => {
    if (!isEncoded(value)) return value;
    const encoded = values[`a${next++}`];
    if (encoded === undefined) throw new Error(`the parser read nothing of ${value}`);
    return { jsonencode: encoded };
  });
}

function isEncoded(value: string): boolean {
  return value.startsWith("${jsonencode(") && value.endsWith(")}");
}

function isBroken(value: string): boolean {
  return value.startsWith("${") && !isEncoded(value);
}

/** Rebuilds a value with its texts replaced, in the order of sorted keys. */
function visit(value: Json, replace: (text: string) => Json): Json {
  // An expression may have been broken over lines.
  if (typeof value === "string") return replace(isBroken(value) ? value.replaceAll(/\n\s+/g, " ") : value);
  if (isList(value)) return value.map((item) => visit(item, replace));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([key, item]) => [key.replace(/^\$\{\((.*)\)\}$/s, "${$1}"), visit(item ?? null, replace)]),
  );
}
