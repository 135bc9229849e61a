import { z } from "zod";
import { type AwsLocation } from "../../../domain/aws/arn";
import { groupBy } from "../../../domain/collections/group-by";
import { type Finding } from "../finding";
import { driftedResource } from "./cloudtrail";
import { resourceWords, type Draft, type PlannedResource, type PlannedStack } from "./draft";
import { expectedChanges } from "./expected";
import { judge } from "./judge";
import { missing } from "./missed";
import { printable, type PlanAction, type PlannedChange } from "./terraform-plan";

/** What a plan does, in numbers. */
export const planSummarySchema = z.object({
  /** Name of the stack. */
  stack: z.string(),
  import: z.int(),
  create: z.int(),
  update: z.int(),
  replace: z.int(),
  delete: z.int(),
  forget: z.int(),
  /** Whether the plan does what the change declares, and nothing else. */
  isAsReviewed: z.boolean(),
});
export type PlanSummary = Readonly<z.output<typeof planSummarySchema>>;

/**
 * Compares the plan of a stack with what the change of its declarations does.
 * @param repositories repositories by the Terraform name of their resources
 */
export function comparePlan(
  stack: PlannedStack,
  repositories: ReadonlyMap<string, string>,
): { readonly summary: PlanSummary; readonly findings: readonly Finding[] } {
  const { plan, before, after, isBaseKnown } = stack;
  const expected = isBaseKnown ? expectedChanges(before, after) : new Map<string, never>();
  const origins = new Map([...(after?.moved ?? [])].map(([from, to]) => [to, from]));
  const resourceOf = (change: PlannedChange): PlannedResource => {
    const { address } = change;
    const repository = repositoryOf(change, repositories);
    return {
      ...{ change, stack, repository },
      what: resourceWords(change, repository),
      expected: expected.get(address),
      was: before?.resources.get(address) ?? before?.resources.get(origins.get(address) ?? ""),
      now: after?.resources.get(address),
    };
  };
  const drafts = plan.changes.map(resourceOf).flatMap(judge);
  const planned = new Set(plan.changes.map(({ address }) => address));
  const absent = [...(after?.resources.keys() ?? [])].filter(
    (address) => !planned.has(address) && (plan.isWhole || expected.has(address)),
  );
  const missed = absent.map((address) => {
    const resource = resourceOf(absentChange(address));
    return missing(resource, `the plan does not contain ${resource.what}, which is declared`);
  });
  const all = [...drafts, ...missed];
  const location = (after ?? before)?.location;
  return {
    summary: {
      stack: stack.name,
      ...counts(plan.changes),
      isAsReviewed: all.every(({ kind }) => kind === "plan-done"),
    },
    findings: location === undefined ? [] : grouped(all, location),
  };
}

function absentChange(address: string): PlannedChange {
  const [type = "", rest = ""] = address.split(/\.(.*)/s);
  const key = /^\w+\["(.*)"\]$/.exec(rest)?.[1];
  const none = new Set<string>();
  return {
    ...{ address, type, action: "none", before: undefined, after: undefined, isDeposed: false },
    ...{ unknown: none, sensitive: none, replacedFor: [] },
    ...(key === undefined ? {} : { index: key }),
  };
}

/** The repository that a resource belongs to. */
function repositoryOf(
  { address, type, index }: PlannedChange,
  repositories: ReadonlyMap<string, string>,
): string | undefined {
  if (type === "terraform_data") return typeof index === "string" ? index : undefined;
  if (!REPOSITORY_TYPES.has(type)) return undefined;
  return repositories.get(address.slice(type.length + 1));
}

const REPOSITORY_TYPES: ReadonlySet<string> = new Set([
  ...["aws_ecr_repository", "aws_ecr_lifecycle_policy", "aws_ecr_repository_policy"],
]);

function counts(changes: readonly PlannedChange[]): Omit<PlanSummary, "stack" | "isAsReviewed"> {
  const of = (action: PlanAction): number => changes.filter((change) => change.action === action).length;
  return {
    create: of("create"),
    update: of("update"),
    replace: of("replace"),
    delete: of("delete"),
    forget: of("forget"),
    import: changes.filter(({ importId }) => importId !== undefined).length,
  };
}

/** Findings that differ in their repositories only, as one each. */
function grouped(drafts: readonly Draft[], location: AwsLocation): Finding[] {
  const groups = groupBy(drafts, ({ kind, message, details, type, repository }) => {
    return [kind, message, details, type, repository === undefined];
  });
  return groups.map((group) => {
    const [{ kind, message, details }] = group;
    const drifted = group.flatMap((entry) => driftedResource(entry, location) ?? []);
    return {
      kind,
      repositories: group.flatMap((entry) => entry.repository ?? []),
      resources: group.map((entry) => entry.address),
      message: printable(message),
      details: details.map(printable),
      ...(drifted.length === 0 ? {} : { drifted }),
    };
  });
}
