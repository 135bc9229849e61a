import { z } from "zod";
import { roleFields, roleNameSchema } from "../iam/role-schema";
import { oneOf } from "../problems/problem";
import { DESCRIPTIONS, WORKLOAD_ACCESS, WORKLOAD_ROLE_DEFAULTS } from "./settings";

const name = z.string().min(1);
const clusterKeys = z
  .union([name.meta({ title: "Key of a cluster" }), z.array(name).min(1).meta({ title: "Keys of clusters" })])
  .describe("Keys of clusters in the environment. Defaults to all of its clusters.")
  .optional();
const repositories = z.array(z.string().min(1));

/** Who gets the permissions. Each entry has exactly one of these keys. */
const KINDS = {
  nodes: z.strictObject({}).describe(DESCRIPTIONS.nodes).optional(),
  fargate: z.strictObject({ clusters: clusterKeys }).describe(DESCRIPTIONS.fargate).optional(),
  ecsTaskExecution: z.strictObject({}).describe(DESCRIPTIONS.ecsTaskExecution).optional(),
  serviceAccount: z
    .strictObject({
      namespace: name.describe("Namespace of the ServiceAccount."),
      name: name.describe("Name of the ServiceAccount."),
      clusters: clusterKeys,
    })
    .describe(DESCRIPTIONS.serviceAccount)
    .optional(),
  attachTo: z.array(name).describe(DESCRIPTIONS.attachTo).optional(),
} as const;
export type WrittenKind = keyof typeof KINDS;
export const WRITTEN_KINDS = Object.keys(KINDS) as readonly WrittenKind[];

const otherRegistrySchema = z
  .strictObject({
    environment: name
      .describe(
        "Another environment in the project. The workload pulls from the registry in that environment's account and region.",
      )
      .optional(),
    account: z.string().describe("Account ID, 12 digits, quoted.").optional(),
    region: z
      .string()
      .describe(
        "Region of the registry. Defaults to the region of the other environment or, with `account`, to the environment's own region.",
      )
      .optional(),
    repositories: repositories.min(1).describe("Prefixes that end in `/`, and exact names."),
  })
  .refine(({ environment, account }) => (environment === undefined) !== (account === undefined), {
    when: ({ issues }) => issues.length === 0,
    error: ({ input }) =>
      (input as { account?: string }).account === undefined
        ? "expected environment or account, found neither. Set one of them"
        : "expected environment or account, found both. Remove one of them",
  });

export const workloadRoleSchema = z
  .strictObject({
    ...KINDS,
    access: z
      .enum(WORKLOAD_ACCESS)
      .describe(`${DESCRIPTIONS.access} Defaults to \`${WORKLOAD_ROLE_DEFAULTS.access}\`.`)
      .optional(),
    repositories: repositories
      .describe(`${DESCRIPTIONS.repositories} Defaults to all repositories in the environment.`)
      .optional(),
    pullRepositories: repositories
      .describe(
        `${DESCRIPTIONS.pullRepositories} Under the prefix of a \`registry.pullThroughCache\` rule, the role may also import images and create repositories. Defaults to none.`,
      )
      .optional(),
    otherRegistries: z
      .array(otherRegistrySchema)
      .describe(`${DESCRIPTIONS.otherRegistries} Defaults to none.`)
      .optional(),
    name: roleNameSchema
      .describe(`${DESCRIPTIONS.name} Defaults to \`<environment>-<workload>-ecr-<access>\`.`)
      .optional(),
    ...roleFields({ ...WORKLOAD_ROLE_DEFAULTS, description: "a sentence about the workload" }),
  })
  .refine((role) => kindsOf(role).length === 1, {
    when: ({ issues }) => issues.length === 0,
    error: ({ input }) =>
      kindsOf(input as object).length === 0
        ? `expected ${oneOf(WRITTEN_KINDS)}, found none. Set the workload that gets the permissions, such as nodes: {}`
        : `expected one of ${oneOf(WRITTEN_KINDS)}, found ${oneOf(kindsOf(input as object), "and")}. Create a separate role for each workload`,
  })
  .describe("An IAM role or policy of a workload that pulls or pushes images: nodes, Fargate, ECS tasks or pods.")
  .meta({ id: "WorkloadRole" });

function kindsOf(role: object): string[] {
  return WRITTEN_KINDS.filter((kind) => kind in role);
}

/** The workload of a valid role. */
export function kindOf(role: WrittenWorkloadRole): WrittenKind {
  return WRITTEN_KINDS.find((kind) => role[kind] !== undefined) ?? "nodes";
}

export type WrittenWorkloadRole = z.output<typeof workloadRoleSchema>;
