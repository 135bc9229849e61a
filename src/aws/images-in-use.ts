import { Inspector2Client, paginateListCoverage } from "@aws-sdk/client-inspector2";
import { type Environment } from "../model/environment";
import { repositoryArn } from "../domain/aws/arn";
import { type ImagesInUse, type ImageUse } from "../operations/images/in-use";
import { noEndpoint } from "./client-settings";
import { limitedClient } from "./limited-client";
import { pages } from "./pages";
import { refusalOf } from "./refusal";
import { rethrowEnd } from "./request-scope";

/** Few attempts: the answer only adds warnings. */
const MAX_ATTEMPTS = 2;
/** AWS's largest page. */
const PAGE = 200;

/**
 * The images of a repository that ECS tasks and EKS pods run, as Amazon Inspector counts them. ECR itself does not.
 * @returns `known: false` if Inspector covers none of its images, denies access or does not respond
 */
export async function imagesInUse(environment: Environment, repositoryName: string): Promise<ImagesInUse> {
  const why = noEndpoint(environment, "inspector2");
  if (why !== undefined) return { known: false, isRefused: true, why };
  const start = `${repositoryArn(environment.location, repositoryName)}/`;
  const uses = new Map<string, ImageUse>();
  let covered = 0;
  const client = await limitedClient(Inspector2Client, environment, "inspector2", { maxAttempts: MAX_ATTEMPTS });
  try {
    const filterCriteria = {
      resourceType: [{ comparison: "EQUALS" as const, value: "AWS_ECR_CONTAINER_IMAGE" }],
      ecrRepositoryName: [{ comparison: "EQUALS" as const, value: repositoryName }],
    };
    const listing = paginateListCoverage({ client, pageSize: PAGE }, { filterCriteria });
    for await (const { coveredResources = [] } of pages("ListCoverage", listing)) {
      for (const { resourceId = "", resourceMetadata } of coveredResources) {
        if (!resourceId.startsWith(start)) continue;
        covered += 1;
        const { inUseCount = 0, lastInUseAt } = resourceMetadata?.ecrImage ?? {};
        if (inUseCount <= 0) continue;
        const lastAt = lastInUseAt?.toISOString();
        uses.set(resourceId.slice(start.length), { count: inUseCount, ...(lastAt === undefined ? {} : { lastAt }) });
      }
    }
  } catch (cause) {
    rethrowEnd(cause);
    return {
      known: false,
      isRefused: true,
      why: refusalOf(cause, "query Amazon Inspector (inspector2:ListCoverage)", environment).message,
    };
  } finally {
    client.destroy();
  }
  if (covered > 0) return { known: true, uses };
  return { known: false, why: `Amazon Inspector does not scan ${repositoryName}` };
}
