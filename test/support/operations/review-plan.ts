import { type Finding } from "../../../src/operations/review/finding";
import { comparePlan } from "../../../src/operations/review/plan/compare";
import { type DeclaredStack } from "../../../src/operations/review/plan/declared-stack";
import { type PlannedStack } from "../../../src/operations/review/plan/draft";
import { parsePlan } from "../../../src/operations/review/plan/parse";
import { type Attributes } from "../../../src/operations/review/plan/terraform-plan";

/** Arguments of resources by address. */
export type Resources = Readonly<Record<string, Attributes>>;

export function declared(resources: Resources, parts: Partial<DeclaredStack> = {}): DeclaredStack {
  return {
    name: "dev-registry",
    environment: "dev",
    location: { account: "111122223333", region: "eu-west-1" },
    resources: new Map(Object.entries(resources)),
    forgotten: new Set(),
    moved: new Map(),
    imported: new Set(),
    ...parts,
  };
}

/** A change in the JSON of a plan. */
export function change(address: string, actions: string, parts: object = {}, more: object = {}): object {
  const [type = ""] = address.split(".");
  const index = /\["(.+)"\]$/.exec(address)?.[1];
  return {
    address,
    mode: "managed",
    type,
    ...(index === undefined ? {} : { index }),
    change: { actions: actions.split(","), before: null, after: null, ...parts },
    ...more,
  };
}

interface Comparison extends Partial<Omit<PlannedStack, "plan">> {
  readonly changes: readonly object[];
  readonly drift?: readonly object[];
}

/** Repositories by the Terraform name of their resources. */
const NAMES = new Map([
  ["team_api", "team/api"],
  ["team_web", "team/web"],
]);

/** Compares changes in a plan with what is declared. */
export function compare({ changes, drift = [], ...stack }: Comparison) {
  const plan = parsePlan({ format_version: "1.2", resource_changes: changes, resource_drift: drift });
  return comparePlan({ name: "dev-registry", isBaseKnown: true, ...stack, plan }, NAMES);
}

/** The only finding. */
export function only(findings: readonly Finding[]): Finding {
  expect(findings).toHaveLength(1);
  const [finding] = findings;
  if (finding === undefined) throw new Error("no finding");
  return finding;
}

export const API = "aws_ecr_repository.team_api";
export const WEB = "aws_ecr_repository.team_web";
export const VALUES = { name: "team/api", image_tag_mutability: "IMMUTABLE" };
/** A stack with the repository `team/api`. */
export const SAME = declared({ [API]: VALUES });

/** The only finding of a plan without declared changes. */
export function found(changes: readonly object[], drift: readonly object[] = []): Finding {
  const { findings, summary } = compare({ before: SAME, after: SAME, changes, drift });
  expect(summary.isAsReviewed).toBe(false);
  return only(findings);
}
