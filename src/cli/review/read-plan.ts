import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { readJson } from "../../config/source/json-source";
import { binaryPlan, notJson } from "../../operations/review/plan/other-contents";
import { parsePlan } from "../../operations/review/plan/parse";
import { UnreadablePlan, type TerraformPlan } from "../../operations/review/plan/terraform-plan";

/** A plan that `--plan` names. */
export interface PlanArgument {
  /** Its name in messages. */
  readonly file: string;
  /** Name of the stack, if it is given. @default - found out from the plan */
  readonly stack?: string;
  readonly path: string;
}

const STANDARD_INPUT = "-";
const NAMED = /^([A-Za-z0-9][\w-]*)=(.+)$/s;

/** Reads `plan.json`, `-` or `dev-registry=plan.json`. */
export function planArgument(text: string, folder: string): PlanArgument {
  const [, stack, path = text] = exists(resolve(folder, text)) ? [] : (NAMED.exec(text) ?? []);
  const file = path === STANDARD_INPUT ? "standard input" : path;
  return { file, path, ...(stack === undefined ? {} : { stack }) };
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/**
 * Reads a plan as JSON.
 * @throws UnreadablePlan if it is something else
 */
export function readPlan({ path }: PlanArgument, folder: string): TerraformPlan {
  const bytes = bytesOf(path, folder);
  if (bytes.subarray(0, 2).toString("latin1") === "PK") throw binaryPlan();
  const text = textOf(bytes);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw notJson(text, faultOf(text));
  }
  return parsePlan(data);
}

function bytesOf(path: string, folder: string): Buffer {
  try {
    return readFileSync(path === STANDARD_INPUT ? 0 : resolve(folder, path));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT")
      throw new UnreadablePlan(
        "the file does not exist. Pass a file with a plan, and name environments before --plan",
        {
          cause,
        },
      );
    if (code === "EISDIR") throw new UnreadablePlan("expected a file with a plan, found a folder", { cause });
    throw new UnreadablePlan(`the plan file cannot be read: ${message}`, { cause });
  }
}

/** Windows PowerShell redirects output as UTF-16, or with a byte order mark. */
function textOf(bytes: Buffer): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ERR_STRING_TOO_LONG")
      throw new UnreadablePlan("expected a plan of at most 512 MB, found a larger one", { cause });
    throw new UnreadablePlan("expected a plan in UTF-8, found a different encoding. Save it as UTF-8", { cause });
  }
}

/** Beyond this length, only the end of a broken file is looked at. */
const MAX_PARSED = 10_000_000;

function faultOf(text: string): string {
  if (!text.trimEnd().endsWith("}")) return "it ends early";
  const [fault] = text.length > MAX_PARSED ? [] : readJson("", text).faults;
  return fault === undefined ? "it cannot be parsed" : `line ${fault.line}, column ${fault.column}: ${fault.message}`;
}
