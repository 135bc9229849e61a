import { z } from "zod";
import { parseArn } from "../../../domain/aws/arn";
import { quoteValue } from "../../../domain/problems/problem";
import { requirePlan, SHOW } from "./other-contents";
import {
  UnreadablePlan,
  type Attributes,
  type PlanAction,
  type PlannedChange,
  type TerraformPlan,
} from "./terraform-plan";

const attributesSchema = z.custom<Attributes>((value) => typeof value === "object" && value !== null);

/** Values are passed on as they are: a plan of a large registry has 100 MB of them. */
const changeSchema = z.object({
  address: z.string(),
  mode: z.string().optional(),
  type: z.string(),
  index: z.union([z.string(), z.number()]).optional(),
  deposed: z.string().optional(),
  action_reason: z.string().optional(),
  change: z.object({
    actions: z.array(z.string()),
    before: attributesSchema.nullish(),
    after: attributesSchema.nullish(),
    after_unknown: z.unknown().optional(),
    before_sensitive: z.unknown().optional(),
    after_sensitive: z.unknown().optional(),
    replace_paths: z.array(z.array(z.unknown())).optional(),
    importing: z.object({ id: z.string().optional() }).nullish(),
  }),
});

const constantSchema = z.object({ constant_value: z.unknown() }).partial();
const moduleSchema = z.object({ resources: z.array(z.object({ address: z.string() })).optional() });
const planSchema = z.object({
  format_version: z.string().optional(),
  // Terraform Cloud's redacted plans have only what changes.
  plan_format_version: z.string().optional(),
  resource_changes: z.array(changeSchema).nullish(),
  resource_drift: z.array(changeSchema).nullish(),
  errored: z.boolean().optional(),
  complete: z.boolean().optional(),
  configuration: z
    .object({
      provider_config: z
        .record(z.string(), z.object({ name: z.string(), expressions: z.record(z.string(), z.unknown()).optional() }))
        .optional(),
      root_module: moduleSchema.optional(),
    })
    .optional(),
});

/** The major version of the format that can be read. */
const FORMAT = "1";

/**
 * Reads a plan.
 * @param data the parsed output of `terraform show -json <planfile>`, or what Terraform Cloud's API has at `json-output` or
 * `json-output-redacted` of a plan
 * @throws UnreadablePlan if it is something else, or a plan that failed or is incomplete
 */
export function parsePlan(data: unknown): TerraformPlan {
  requirePlan(data);
  const read = planSchema.safeParse(data);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new UnreadablePlan(
      `expected a Terraform plan, found an invalid value at ${issue?.path.join(".") ?? "the top"} (${issue?.message ?? ""}). ${SHOW}`,
    );
  }
  const plan = read.data;
  requireUsable(plan);
  const changes = managed(plan.resource_changes ?? []).map(plannedChange);
  return {
    changes,
    drift: new Map(managed(plan.resource_drift ?? []).map((change) => [change.address, plannedChange(change)])),
    configured: (plan.configuration?.root_module?.resources ?? []).map(({ address }) => address),
    isWhole: plan.format_version !== undefined,
    ...placeOf(changes),
    ...providerOf(plan),
  };
}

type PlanJson = z.output<typeof planSchema>;
type ChangeJson = z.output<typeof changeSchema>;

function requireUsable({ format_version: own, plan_format_version: redacted, errored, complete }: PlanJson): void {
  const version = own ?? redacted ?? "";
  if (version.split(".")[0] !== FORMAT)
    throw new UnreadablePlan(
      `expected a plan in format ${FORMAT}, found format ${quoteValue(version)}. Terraform 1.1 and later write format ${FORMAT}. For a newer format, update cdktf-ecr`,
    );
  if (errored === true)
    throw new UnreadablePlan(
      "expected a plan that can be applied, found one that failed. Fix the error that terraform plan reports, and plan again",
    );
  if (complete === false)
    throw new UnreadablePlan(
      "expected a complete plan, found one that leaves changes for a later plan. Plan again without -target. If Terraform defers changes, apply this plan first",
    );
}

function managed(changes: readonly ChangeJson[]): ChangeJson[] {
  return changes.filter(({ mode = "managed" }) => mode === "managed");
}

function plannedChange(json: ChangeJson): PlannedChange {
  const { address, type, index, action_reason: reason, deposed, change } = json;
  const { before, after, importing } = change;
  return {
    address,
    type,
    ...(index === undefined ? {} : { index }),
    action: actionOf(change.actions),
    before: before ?? undefined,
    after: after ?? undefined,
    unknown: marked(change.after_unknown),
    sensitive: new Set([...marked(change.before_sensitive), ...marked(change.after_sensitive)]),
    replacedFor: [...new Set((change.replace_paths ?? []).map(([step]) => String(step)))],
    ...(reason === undefined ? {} : { reason }),
    ...(importing === undefined || importing === null ? {} : { importId: importing.id ?? "" }),
    isDeposed: deposed !== undefined,
  };
}

function actionOf(actions: readonly string[]): PlanAction {
  if (actions.length > 1) return "replace";
  const [action] = actions;
  switch (action) {
    case "create":
    case "update":
    case "delete":
    case "forget":
      return action;
    default:
      return "none";
  }
}

/** The attributes for which a structure of Terraform's has a `true` somewhere. */
function marked(marks: unknown): ReadonlySet<string> {
  if (typeof marks !== "object" || marks === null) return NOTHING;
  const names = Object.entries(marks).flatMap(([name, mark]) => (holdsTrue(mark) ? [name] : []));
  return names.length === 0 ? NOTHING : new Set(names);
}

const NOTHING: ReadonlySet<string> = new Set();

function holdsTrue(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === true;
  return Object.values(value).some(holdsTrue);
}

/** The place of the root module's AWS provider. */
function providerOf({ configuration }: PlanJson): Pick<TerraformPlan, "account" | "region"> {
  const expressions = configuration?.provider_config?.["aws"]?.expressions ?? {};
  const constant = (name: string): unknown => constantSchema.safeParse(expressions[name]).data?.constant_value;
  const region = constant("region");
  const accounts = constant("allowed_account_ids");
  const account: unknown = Array.isArray(accounts) && accounts.length === 1 ? accounts[0] : undefined;
  return {
    ...(typeof region === "string" ? { region } : {}),
    ...(typeof account === "string" ? { account } : {}),
  };
}

/** The place of the resources, as far as their ARNs say it. */
function placeOf(changes: readonly PlannedChange[]): Pick<TerraformPlan, "account" | "region"> {
  for (const { before } of changes) {
    const text = before?.["arn"];
    const arn = typeof text === "string" ? parseArn(text) : undefined;
    // Those of IAM have no region.
    if (arn !== undefined) return { account: arn.account, ...(arn.region === "" ? {} : { region: arn.region }) };
  }
  return {};
}
