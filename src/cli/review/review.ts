import { oneOf } from "../../domain/problems/problem";
import { type Severity, type ReviewKind } from "../../operations/review/kinds";
import { reviewRecord, type ReviewWithFaults } from "../../operations/review/record";
import { reaches, reviewOf, type PlanFacts, type Revision } from "../../operations/review/review";
import { Failure, Interrupted } from "../support/interrupts";
import { requireKnown } from "../support/arguments";
import { nowOf } from "../support/time-options";
import { jsonText, write } from "../support/write";
import { askedAs, findImages } from "./image-facts";
import { checkOutBase } from "./base";
import { withAdvice, withAuthors } from "./drift-authors";
import { findPlans, type FoundPlans } from "./plans";
import { readReviews } from "./join";
import { baseRevision, workingTree } from "./revisions";
import { Stacks } from "./stacks";
import { reviewText } from "./text";
import { severitiesSchema } from "../../operations/review/severities-schema";
import { readOptionFile } from "../support/option-file";

export interface ReviewCommandOptions {
  readonly base?: string;
  readonly images?: readonly string[];
  readonly plan?: readonly string[];
  readonly live?: boolean;
  readonly callerCredentials?: boolean;
  readonly now?: string;
  readonly severities?: string;
  readonly from?: readonly string[];
  readonly failOn: Severity | "none";
  readonly output: string;
}

/** Exit code if something could not be reviewed. */
const INCOMPLETE = 2;

const NOTHING_COMMITTED =
  "HEAD has no commits of its own, so only uncommitted changes are reviewed. To review the last commit, pass --base HEAD~1";

/** `ecr review`. Whatever keeps it from a verdict has another exit code than the verdict. */
export async function reviewCommand(
  root: string,
  names: readonly string[],
  options: ReviewCommandOptions,
): Promise<void> {
  try {
    await review(root, names, options);
  } catch (cause) {
    throw cause instanceof Error && !(cause instanceof Interrupted) ? new Failure(cause.message, INCOMPLETE) : cause;
  }
}

async function review(root: string, names: readonly string[], options: ReviewCommandOptions): Promise<void> {
  if (options.from !== undefined) {
    requireAlone(names, options);
    await report(readReviews(options.from), options);
    return;
  }
  const severities = options.severities === undefined ? {} : readSeverities(options.severities, process.cwd());
  const now = nowOf(options.now);
  const base = checkOutBase(root, options.base);
  try {
    const after = workingTree(root);
    const before = baseRevision(root, base, after);
    requireNamed(root, names, before);
    const chosen = names.length === 0 ? {} : { names };
    if (options.output === "stacks") {
      await write(new Stacks({ before, after, names }).changed().map((name) => `${name}\n`));
      return;
    }
    const planned = options.plan === undefined ? undefined : findPlans({ plans: options.plan, before, after, names });
    const { images, live, callerCredentials = false } = options;
    const plans =
      planned === undefined ? {} : { plans: await planFacts(planned, after, { live, callerCredentials, now }) };
    const { facts, faults } = await findImages({ before, after, names, now, images, live, callerCredentials });
    const found = reviewOf(before, after, { ...chosen, ...plans, images: facts, severities });
    if (base.isHead && found.environments.every(({ findings }) => findings.length === 0))
      process.stderr.write(`note: ${NOTHING_COMMITTED}\n`);
    const unread = [
      ...unreadable(after, names, "cannot be read, so it is not reviewed"),
      ...unreadable(withoutErrorsIn(after, before), names, `cannot be read at ${before.name}, so it is not compared`),
    ];
    await report({ review: found, faults: [...unread, ...faults, ...(planned?.faults ?? [])] }, options);
  } finally {
    base.remove();
  }
}

interface Asked {
  readonly live: boolean | undefined;
  readonly callerCredentials: boolean;
  readonly now: Date;
}

/** What plans say, with who made the changes that they undo, or how to find out. */
async function planFacts(
  { facts }: FoundPlans,
  { environments }: Revision,
  { live = false, callerCredentials, now }: Asked,
): Promise<(environment: string) => PlanFacts> {
  if (!live) return (name) => withAdvice(facts(name));
  const known = new Map<string, PlanFacts>();
  for (const environment of environments)
    known.set(
      environment.name,
      await withAuthors(askedAs(environment, callerCredentials), facts(environment.name), now),
    );
  return (name) => known.get(name) ?? withAdvice(facts(name));
}

/** Prints a review, and sets the exit code. */
async function report(found: ReviewWithFaults, { failOn, output }: ReviewCommandOptions): Promise<void> {
  await write(rendered(found, output));
  if (found.faults.length > 0) process.exitCode = INCOMPLETE;
  else if (failOn !== "none" && reaches(found.review, failOn)) process.exitCode = 1;
}

/** Printed reviews are only joined, and nothing is read in addition. */
function requireAlone(
  names: readonly string[],
  { base, images, plan, live, now, severities, output }: ReviewCommandOptions,
): void {
  const given = [
    ...(output === "stacks" ? ["-o stacks"] : []),
    ...(names.length > 0 ? ["environments"] : []),
    ...Object.entries({ base, images, plan, live, now, severities }).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name}`],
    ),
  ];
  if (given.length > 0)
    throw new Error(
      `--from can be combined only with --fail-on and -o (except -o stacks), found ${oneOf(given, "and")}`,
    );
}

/** A removed environment is known at the base only. */
function requireNamed(root: string, names: readonly string[], { environments, unreadable: bad }: Revision): void {
  const known = new Set([...environments.map(({ name }) => name), ...bad.keys()]);
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) requireKnown(root, unknown);
}

function unreadable({ unreadable: bad }: Revision, names: readonly string[], what: string): string[] {
  return [...bad]
    .filter(([name]) => names.length === 0 || names.includes(name))
    .map(([name, reason]) => `${name} ${what}. ${reason}`);
}

/** The base without the environments that the working tree has errors in, too. Those are not reviewed at all. */
function withoutErrorsIn(after: Revision, before: Revision): Revision {
  return { ...before, unreadable: new Map([...before.unreadable].filter(([name]) => !after.unreadable.has(name))) };
}

function rendered(found: ReviewWithFaults, output: string): Iterable<string> {
  if (output === "json") return [jsonText(reviewRecord(found))];
  const { review: reviewed, faults } = found;
  if (output === "markdown") {
    const { reviewMarkdown } =
      require("../../operations/review/markdown") as typeof import("../../operations/review/markdown");
    return [reviewMarkdown(reviewed, faults)];
  }
  if (output === "html") {
    const { reviewPage } = require("../../operations/review/page") as typeof import("../../operations/review/page");
    return reviewPage(reviewed, faults);
  }
  return [reviewText(reviewed, faults)];
}

/**
 * Reads severities in place of the default ones.
 * @param path relative to the folder
 * @throws Error with every problem in the file
 */
export function readSeverities(path: string, folder: string): Partial<Record<ReviewKind, Severity>> {
  const about = { option: "--severities", path, folder, subject: "severities" };
  const { value } = readOptionFile(about, severitiesSchema);
  return Object.fromEntries(Object.entries(value.severities));
}
