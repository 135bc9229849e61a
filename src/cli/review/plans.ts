import { isDeepStrictEqual } from "node:util";
import { oneLine } from "../../domain/text/format";
import { isMoved } from "../../operations/review/environment";
import { comparePlan } from "../../operations/review/plan/compare";
import { repositoriesById } from "../../operations/review/plan/declared-stack";
import { expectedChanges } from "../../operations/review/plan/expected";
import { isOfPlace, namesOf, stackOf, type StackRevisions } from "../../operations/review/plan/match";
import { UnreadablePlan, type TerraformPlan } from "../../operations/review/plan/terraform-plan";
import { type PlanFacts } from "../../operations/review/review";
import { Stacks, type ReviewedRevisions } from "./stacks";
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { readJson } from "../../config/source/json-source";
import { binaryPlan, notJson } from "../../operations/review/plan/other-contents";
import { parsePlan } from "../../operations/review/plan/parse";

export interface PlanRequest extends ReviewedRevisions {
  /** Values of `--plan`. */
  readonly plans: readonly string[];
}

export interface FoundPlans {
  /** What the plans say about an environment. */
  readonly facts: (environment: string) => PlanFacts;
  /** The files that are not the plan of a stack, with what to do, a text each. */
  readonly faults: readonly string[];
}

interface MatchedPlan {
  readonly file: string;
  readonly environment: string;
  readonly stack: StackRevisions;
  readonly plan: TerraformPlan;
}

/** Reads plans, and compares each with what its stack declares. A plan that cannot be read does not hide the others. */
export function findPlans(request: PlanRequest): FoundPlans {
  const stacks = new Stacks(request);
  const matched: MatchedPlan[] = [];
  const faults: string[] = [];
  for (const text of request.plans) {
    const argument = planArgument(text, process.cwd());
    try {
      const found = matchedPlan(argument, readPlan(argument, process.cwd()), stacks);
      const other = matched.find(({ stack }) => stack.name === found.stack.name);
      if (other !== undefined)
        throw new UnreadablePlan(`expected one plan for ${found.stack.name}, found another one in ${other.file}`);
      matched.push(found);
    } catch (cause) {
      if (!(cause instanceof UnreadablePlan)) throw cause;
      faults.push(oneLine(`--plan ${argument.file}: ${cause.message}`));
    }
  }
  const facts = (environment: string): PlanFacts =>
    planFacts(
      environment,
      matched.filter((plan) => plan.environment === environment),
      stacks,
    );
  return { facts, faults };
}

/** The stacks of an environment may be in several regions. */
function isInPlace(plan: TerraformPlan, { before, after }: StackRevisions): boolean {
  return [before, after].some((stack) => stack !== undefined && isOfPlace(plan, stack.location));
}

function matchedPlan({ file, stack: name }: PlanArgument, plan: TerraformPlan, stacks: Stacks): MatchedPlan {
  if (name === undefined) {
    const environments = stacks.environmentsOf(plan);
    const stack = stackOf(
      plan,
      environments.flatMap((environment) => stacks.of(environment)).filter((stack) => isInPlace(plan, stack)),
    );
    return { file, environment: (stack.after ?? stack.before)?.environment ?? "", stack, plan };
  }
  const environment = stacks.environmentOf(name);
  stacks.requirePlace(plan, environment);
  const stack = stacks.of(environment).find((candidate) => candidate.name === name);
  if (stack === undefined) throw new UnreadablePlan(`expected a stack, found ${name}`);
  return { file, environment, stack, plan };
}

function planFacts(environment: string, plans: readonly MatchedPlan[], stacks: Stacks): PlanFacts {
  const { before, after, isBaseKnown } = stacks.revisionsOf(environment);
  if (plans.length === 0) {
    const isChanged = !isDeepStrictEqual(before, after);
    return {
      findings: [],
      plans: [],
      unknown: isChanged ? ["There is no plan for this environment, so only its declarations are reviewed."] : [],
    };
  }
  if (before !== undefined && after !== undefined && isMoved(before, after))
    return {
      findings: [],
      plans: [],
      unknown: ["The environment moves to a different registry, so its plans cannot be compared with the base."],
    };
  const repositories = repositoriesById([before, after]);
  const compared = plans.map(({ stack, plan }) => comparePlan({ ...stack, plan, isBaseKnown }, repositories));
  const given = new Set(plans.map(({ stack }) => stack.name));
  const missing = stacks
    .of(environment)
    .filter((stack) => !given.has(stack.name) && expectedChanges(stack.before, stack.after).size > 0);
  return {
    findings: compared.flatMap(({ findings }) => findings),
    plans: compared.map(({ summary }) => summary),
    unknown: [
      ...(isBaseKnown
        ? []
        : ["The base cannot be read, so the plans are compared only with what the working tree declares."]),
      ...(missing.length === 0 ? [] : [`There is no plan for ${namesOf(missing)}, which the change also affects.`]),
    ],
  };
}

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
