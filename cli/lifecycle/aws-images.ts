import {
  BatchGetImageCommand,
  ECRClient,
  paginateDescribeImages,
  type ECRClientConfig,
  type ImageDetail,
} from "@aws-sdk/client-ecr";
import { type Environment } from "../../config/environment";
import { MANIFEST_LIST_TYPES } from "../../modules/lifecycle-policy/listing/image-of";
import { ListingReader, type Listing } from "../../modules/lifecycle-policy/listing/listing";

/** As many as AWS gives in one answer. */
const PAGE = 1000;
const MANIFESTS = 100;

/** The repository is not there, as before its first deployment. */
export class NoSuchRepository extends Error {}

/**
 * Lists a repository's images in AWS, archived ones too, with the parts of manifest lists.
 * @param tell takes what is said of the progress
 * @throws NoSuchRepository when there is none of that name
 * @throws Error when AWS refuses otherwise
 */
export async function listImages(
  environment: Environment,
  repositoryName: string,
  tell: (text: string) => void,
): Promise<Listing> {
  const client = new ECRClient(clientSettings(environment));
  const reader = new ListingReader();
  const registryId = environment.location.account;
  const lists: string[] = [];
  let count = 0;
  try {
    const request = { registryId, repositoryName, filter: { imageStatus: "ANY" as const } };
    for await (const { imageDetails = [] } of paginateDescribeImages({ client, pageSize: PAGE }, request)) {
      for (const detail of imageDetails) {
        reader.add(plain(detail), repositoryName, (count += 1));
        if (MANIFEST_LIST_TYPES.has(detail.imageManifestMediaType ?? "")) lists.push(detail.imageDigest ?? "");
      }
      tell(`${repositoryName}: ${count} images listed\n`);
    }
    for (let start = 0; start < lists.length; start += MANIFESTS) {
      const imageIds = lists.slice(start, start + MANIFESTS).map((imageDigest) => ({ imageDigest }));
      const acceptedMediaTypes = [...MANIFEST_LIST_TYPES];
      const { images } = await client.send(
        new BatchGetImageCommand({ registryId, repositoryName, imageIds, acceptedMediaTypes }),
      );
      reader.addManifests(images ?? []);
      tell(`${repositoryName}: ${Math.min(start + MANIFESTS, lists.length)} of ${lists.length} manifest lists read\n`);
    }
  } catch (cause) {
    const message = refusal(cause, environment, repositoryName);
    if ((cause as Error).name === "RepositoryNotFoundException") throw new NoSuchRepository(message, { cause });
    throw new Error(message, { cause });
  } finally {
    client.destroy();
  }
  return reader.listing();
}

function clientSettings({ location, provider }: Environment): ECRClientConfig {
  const endpoint = provider.endpoints["ecr"];
  return {
    region: location.region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(provider.profile === undefined ? {} : { profile: provider.profile }),
  };
}

/** An image with its dates as text, as the AWS CLI writes it. */
function plain(detail: ImageDetail): object {
  return Object.fromEntries(
    Object.entries(detail).map(([key, value]: [string, unknown]) => [
      key,
      value instanceof Date ? value.toISOString() : value,
    ]),
  );
}

function refusal(cause: unknown, { location, name }: Environment, repositoryName: string): string {
  const { name: kind, message } = cause as Error;
  const where = `account ${location.account}, ${location.region}`;
  if (kind === "RepositoryNotFoundException")
    return `there is no repository ${repositoryName} in ${where}; deploy ${name} first, or give --images <file>`;
  if (kind === "CredentialsProviderError") return `no AWS credentials (${message}); sign in, or give --images <file>`;
  if (kind === "AccessDeniedException")
    return `AWS refuses: ${message}; ecr:DescribeImages and ecr:BatchGetImage are needed`;
  return `AWS does not list the images of ${repositoryName} in ${where}: ${message}`;
}
