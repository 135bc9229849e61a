import { type ReviewKind } from "../kinds";
import { type DeclaredStack } from "./declared-stack";
import { type ExpectedChange } from "./expected";
import { type Attributes, type PlannedChange, type TerraformPlan } from "./terraform-plan";

/** A finding about one resource of a plan. */
export interface Draft {
  readonly kind: ReviewKind;
  readonly address: string;
  readonly type: string;
  /** @default - the resource belongs to no repository */
  readonly repository?: string;
  /** What events name: an IAM role or policy, a prefix, an account setting. @default - nothing but its repository */
  readonly subject?: string;
  /** Without the repository's name. */
  readonly message: string;
  readonly details: readonly string[];
  /** Calls in CloudTrail that may explain it. @default - none */
  readonly events?: readonly string[];
}

/** What a resource is called in a message about its repository, by type. */
const PARTS: Readonly<Record<string, string>> = {
  aws_ecr_repository: "the repository",
  aws_ecr_lifecycle_policy: "its lifecycle policy",
  aws_ecr_repository_policy: "its repository policy",
  terraform_data: "its guard",
};

/** A resource in a message: `its lifecycle policy`, or its address. */
export function resourceWords({ type, address }: PlannedChange, repository: string | undefined): string {
  return repository === undefined ? address : (PARTS[type] ?? address);
}

/** A stack with what its declarations say, and its plan. */
export interface PlannedStack {
  readonly name: string;
  readonly plan: TerraformPlan;
  /** The stack at the base. @default - the base does not have it, or cannot be read */
  readonly before?: DeclaredStack;
  /** The stack in the working tree. @default - the change removes it */
  readonly after?: DeclaredStack;
  /** Whether the base's environment could be read. */
  readonly isBaseKnown: boolean;
}

/** A resource of a plan, and what is declared for it. */
export interface PlannedResource {
  readonly change: PlannedChange;
  /** The resource in a message: `its lifecycle policy`, or its address. */
  readonly what: string;
  readonly stack: PlannedStack;
  readonly expected: ExpectedChange | undefined;
  readonly repository: string | undefined;
  /** At the base. */
  readonly was: Attributes | undefined;
  /** In the working tree. */
  readonly now: Attributes | undefined;
}

/** What a draft says, apart from its resource. */
type DraftParts = Pick<Draft, "kind" | "message"> & Partial<Pick<Draft, "details" | "events">>;

/** The draft of a finding about a planned change. */
export function draft({ change, repository }: PlannedResource, finding: DraftParts): Draft {
  const { address, type } = change;
  const subject = subjectOf(change);
  return {
    ...{ address, type, details: [] },
    ...(repository === undefined ? {} : { repository }),
    ...(subject === undefined ? {} : { subject }),
    ...finding,
  };
}

/** The attribute that names what CloudTrail has events of. */
const SUBJECTS: Readonly<Record<string, string>> = {
  aws_iam_role: "name",
  aws_iam_role_policy: "role",
  aws_iam_role_policy_attachment: "role",
  aws_iam_policy: "arn",
  aws_iam_openid_connect_provider: "arn",
  aws_ecr_pull_through_cache_rule: "ecr_repository_prefix",
  aws_ecr_repository_creation_template: "prefix",
  aws_ecr_account_setting: "name",
};

function subjectOf({ type, before, after }: PlannedChange): string | undefined {
  const value = (before ?? after)?.[SUBJECTS[type] ?? ""];
  return typeof value === "string" ? value : undefined;
}
