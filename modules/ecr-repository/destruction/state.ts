import { z } from "zod";

/** A repository that Terraform owns, as its state has it. */
export interface OwnedRepository {
  readonly repositoryName: string;
  readonly arn: string;
  /** What was deployed last: destroying goes by the state, not by what is declared since. */
  readonly forceDelete: boolean;
  /** Terraform addresses of the repository and of its policies. */
  readonly addresses: readonly string[];
}

const resourceSchema = z.object({
  address: z.string(),
  mode: z.string(),
  type: z.string(),
  values: z.record(z.string(), z.unknown()).optional(),
});

/** The part of `terraform show -json` that is looked at. A state that was never written has no values. */
const stateSchema = z.object({
  values: z.object({ root_module: z.object({ resources: z.array(resourceSchema).optional() }) }).optional(),
});

const POLICIES = ["aws_ecr_lifecycle_policy", "aws_ecr_repository_policy"];

/**
 * The repositories of a state, in the order of their names.
 * @param shown what `terraform show -json` printed, parsed
 * @throws ZodError when it is something else
 */
export function ownedRepositories(shown: unknown): OwnedRepository[] {
  const { resources = [] } = stateSchema.parse(shown).values?.root_module ?? {};
  const managed = resources.filter(({ mode }) => mode === "managed");
  const policies = managed.filter(({ type }) => POLICIES.includes(type));
  return managed
    .filter(({ type }) => type === "aws_ecr_repository")
    .map(({ address, values = {} }) => {
      const repositoryName = String(values["name"]);
      const own = policies.filter(({ values: policy }) => policy?.["repository"] === repositoryName);
      return {
        repositoryName,
        arn: String(values["arn"]),
        forceDelete: values["force_delete"] === true,
        addresses: [...own.map((policy) => policy.address), address],
      };
    })
    .sort((a, b) => (a.repositoryName < b.repositoryName ? -1 : 1));
}
