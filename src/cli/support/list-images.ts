import { BatchGetImageCommand, paginateDescribeImages, type ECRClient, type ImageDetail } from "@aws-sdk/client-ecr";
import { ecrClient } from "../../aws/registry";
import { pages } from "../../aws/pages";
import { refusalOf } from "../../aws/refusal";
import { type Environment } from "../../model/environment";
import { IMAGE_MANIFEST_TYPES, MANIFEST_LIST_TYPES } from "../../domain/images/listing/image-of";
import { ListingReader, type Listing } from "../../domain/images/listing/listing";
import { counter } from "./counter";

/** As many as AWS gives in one answer. */
const PAGE = 1000;
const MANIFESTS = 100;
const IMAGE_TYPES = [...IMAGE_MANIFEST_TYPES, ...MANIFEST_LIST_TYPES];

/** The repository is not there, as before its first deployment. */
export class NoSuchRepository extends Error {}

/**
 * The images of one repository, listed with a client of their own, and the progress shown.
 * @throws what `listImages` does
 */
export async function listRepository(environment: Environment, repositoryName: string): Promise<Listing> {
  const progress = counter("images listed");
  const client = await ecrClient(environment, { tell: progress.tell });
  try {
    return await listImages(client, environment, repositoryName, { onPage: progress.update });
  } finally {
    progress.end();
    client.destroy();
  }
}

export interface ListOptions {
  /** Whether each image's layers are asked for too, one request for 100 images. @default false */
  readonly layers?: boolean;
  /** Told how many images are known so far. */
  readonly onPage?: (found: number) => void;
}

/**
 * Lists a repository's images in AWS, archived ones too, with the parts of manifest lists.
 * @throws NoSuchRepository when there is none of that name
 * @throws AwsRefusal when AWS refuses otherwise
 */
export async function listImages(
  client: ECRClient,
  environment: Environment,
  repositoryName: string,
  { layers = false, onPage = () => undefined }: ListOptions = {},
): Promise<Listing> {
  const reader = new ListingReader();
  const id = { registryId: environment.location.account, repositoryName };
  try {
    const withManifest = (type: string): boolean => layers || MANIFEST_LIST_TYPES.has(type);
    const digests = await readDetails(client, id, reader, withManifest, onPage);
    await readManifests(client, id, digests, reader);
  } catch (cause) {
    throw refused(cause, environment, repositoryName);
  }
  return reader.listing();
}

interface RepositoryId {
  readonly registryId: string;
  readonly repositoryName: string;
}

/** @returns digests of the images whose manifests are wanted; those of archived images can not be had */
async function readDetails(
  client: ECRClient,
  id: RepositoryId,
  reader: ListingReader,
  withManifest: (mediaType: string) => boolean,
  onPage: (found: number) => void,
): Promise<string[]> {
  const wanted: string[] = [];
  let count = 0;
  const request = { ...id, filter: { imageStatus: "ANY" as const } };
  const listing = paginateDescribeImages({ client, pageSize: PAGE }, request);
  for await (const { imageDetails = [] } of pages("DescribeImages", listing)) {
    for (const detail of imageDetails) {
      reader.add(plain(detail), id.repositoryName, (count += 1));
      const { imageManifestMediaType = "", imageDigest, imageStatus } = detail;
      const isThere = imageDigest !== undefined && imageStatus !== "ARCHIVED";
      if (isThere && withManifest(imageManifestMediaType)) wanted.push(imageDigest);
    }
    onPage(count);
  }
  return wanted;
}

async function readManifests(
  client: ECRClient,
  id: RepositoryId,
  digests: readonly string[],
  reader: ListingReader,
): Promise<void> {
  for (let start = 0; start < digests.length; start += MANIFESTS) {
    const imageIds = digests.slice(start, start + MANIFESTS).map((imageDigest) => ({ imageDigest }));
    const request = new BatchGetImageCommand({ ...id, imageIds, acceptedMediaTypes: IMAGE_TYPES });
    const { images = [] } = await client.send(request);
    reader.addManifests(images);
  }
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

function refused(cause: unknown, environment: Environment, repositoryName: string): Error {
  const what = `list the images of ${repositoryName} (ecr:DescribeImages, ecr:BatchGetImage)`;
  const refusal = refusalOf(cause, what, environment);
  if (refusal.kind !== "not-found") return refusal;
  const { account, region } = environment.location;
  const message = `there is no repository ${repositoryName} in account ${account}, ${region}; deploy ${environment.name} first, or give --images <file>`;
  return new NoSuchRepository(message, { cause });
}
