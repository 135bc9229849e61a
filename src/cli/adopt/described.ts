import { z } from "zod";
import { existingRepository, type ExistingRepository } from "../../domain/repository/existing";

const describedSchema = z.object({
  repositories: z.array(
    z.object({
      repositoryName: z.string(),
      repositoryArn: z.string(),
      registryId: z.string(),
      repositoryUri: z.string().optional(),
      imageTagMutability: z.string().optional(),
      imageTagMutabilityExclusionFilters: z.array(z.object({ filter: z.string() })).optional(),
      imageScanningConfiguration: z.object({ scanOnPush: z.boolean().optional() }).optional(),
      encryptionConfiguration: z
        .object({ encryptionType: z.string().optional(), kmsKey: z.string().optional() })
        .optional(),
    }),
  ),
});

/** The response of CreateRepository as one of DescribeRepositories. */
function asList(document: unknown): unknown {
  const isCreated = typeof document === "object" && document !== null && "repository" in document;
  return isCreated ? { repositories: [document.repository] } : document;
}

/** Parses the output of `aws ecr describe-repositories` or `create-repository`; `undefined` for other documents. */
export function describedIn(documents: readonly unknown[]): ExistingRepository[] | undefined {
  const [document, second] = documents;
  if (second !== undefined) return undefined;
  const parsed = describedSchema.safeParse(asList(document));
  return parsed.success && parsed.data.repositories.length > 0
    ? parsed.data.repositories.map(existingRepository)
    : undefined;
}
