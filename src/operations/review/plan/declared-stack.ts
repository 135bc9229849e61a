import { type AwsLocation } from "../../../domain/aws/arn";
import { terraformName } from "../../../domain/terraform/terraform-name";
import { GUARD_LOCALS, guardAddress, guardKind } from "../../../domain/repository/retention";
import { type Environment } from "../../../model/environment";
import { LIFECYCLE_POLICIES_LOCAL } from "../../../model/stack-locals";
import { type Attributes } from "./terraform-plan";

/** A stack as it is synthesized: what Terraform's JSON declares, resource by resource. */
export interface DeclaredStack {
  /** `<environment>-<kind>`. */
  readonly name: string;
  readonly environment: string;
  readonly location: AwsLocation;
  /** Arguments of each resource by address, in Terraform's JSON. */
  readonly resources: ReadonlyMap<string, Attributes>;
  /** Addresses that Terraform forgets, without deleting what they stand for. */
  readonly forgotten: ReadonlySet<string>;
  /** New addresses by the old one. */
  readonly moved: ReadonlyMap<string, string>;
  /** Addresses that Terraform imports. */
  readonly imported: ReadonlySet<string>;
}

/** Terraform's JSON of a stack, as far as it is read. */
export interface StackJson {
  readonly provider?: Readonly<Record<string, readonly Attributes[]>>;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly locals?: Attributes;
  readonly import?: readonly { readonly to: string }[];
  readonly moved?: readonly { readonly from: string; readonly to: string }[];
  readonly removed?: readonly { readonly from: string }[];
}

/** Arguments of Terraform itself, which are not attributes of a resource. */
const META: ReadonlySet<string> = new Set(["lifecycle", "depends_on", "provider", "for_each", "//"]);

/** Resources that get the provider's default tags. */
const TAGGED: ReadonlySet<string> = new Set([
  "aws_ecr_repository",
  "aws_ecrpublic_repository",
  "aws_iam_role",
  "aws_iam_policy",
  "aws_iam_openid_connect_provider",
  "aws_eks_pod_identity_association",
]);

/** Reads a stack from its synthesized JSON. */
export function declaredStack(
  name: string,
  { name: environment, location }: Environment,
  json: StackJson,
): DeclaredStack {
  const defaults = defaultTags(json);
  const policies = (json.locals?.[LIFECYCLE_POLICIES_LOCAL] ?? {}) as Attributes;
  const resources = new Map<string, Attributes>();
  for (const [type, blocks] of Object.entries(json.resource ?? {}))
    for (const [id, block] of Object.entries(blocks)) {
      if (guardKind(type, id) !== undefined) continue;
      const own = Object.entries(block).filter(([key]) => !META.has(key));
      const declared = Object.fromEntries(own.map(([key, value]) => [key, resolved(value, policies)]));
      const tags = { ...defaults, ...(declared["tags"] as Attributes | undefined) };
      resources.set(`${type}.${id}`, TAGGED.has(type) ? { ...declared, tags_all: tags } : declared);
    }
  for (const [kind, local] of [
    ["retained", GUARD_LOCALS.retainedNames],
    ["released", GUARD_LOCALS.releasedNames],
  ] as const)
    for (const repository of (json.locals?.[local] ?? []) as readonly string[])
      resources.set(guardAddress(kind, repository), {});
  return {
    name,
    environment,
    location,
    resources,
    forgotten: new Set((json.removed ?? []).map(({ from }) => from)),
    moved: new Map((json.moved ?? []).map(({ from, to }) => [from, to])),
    imported: new Set((json.import ?? []).map(({ to }) => to)),
  };
}

function defaultTags(json: StackJson): Attributes {
  const [provider] = json.provider?.["aws"] ?? [];
  const [block] = (provider?.["default_tags"] ?? []) as readonly { readonly tags?: Attributes }[];
  return block?.tags ?? {};
}

const SHARED_POLICY = new RegExp(String.raw`^\$\{local\.${LIFECYCLE_POLICIES_LOCAL}(?:\.(\w+)|\["(.+)"\])\}$`);

/** A reference to a shared lifecycle policy as the policy. */
function resolved(value: unknown, policies: Attributes): unknown {
  const match = typeof value === "string" ? SHARED_POLICY.exec(value) : null;
  return match === null ? value : policies[match[1] ?? match[2] ?? ""];
}

/** Repositories by the Terraform name of their resources. */
export function repositoriesById(environments: readonly (Environment | undefined)[]): ReadonlyMap<string, string> {
  const names = environments.flatMap((environment) => [
    ...(environment?.repositories.map(({ repositoryName }) => repositoryName) ?? []),
    ...(environment?.removed ?? []),
  ]);
  return new Map(names.map((name) => [terraformName(name), name]));
}
