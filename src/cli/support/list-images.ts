import {
  BatchGetImageCommand,
  paginateDescribeImages,
  type ECRClient,
  type Image as ImageManifest,
  type ImageDetail,
} from "@aws-sdk/client-ecr";
import { ecrClient } from "../../aws/registry";
import { withClient } from "../../aws/with-client";
import { pages } from "../../aws/pages";
import { refusalOf } from "../../aws/refusal";
import { type Environment } from "../../model/environment";
import { IMAGE_MANIFEST_TYPES, MANIFEST_LIST_TYPES } from "../../domain/images/listing/image-of";
import { ListingReader, type Listing } from "../../domain/images/listing/listing";
import { counting } from "./counter";

/** AWS's largest page. */
const PAGE = 1000;
const MANIFESTS = 100;
const IMAGE_TYPES = [...IMAGE_MANIFEST_TYPES, ...MANIFEST_LIST_TYPES];

/** The repository does not exist, for example before its first deployment. */
export class NoSuchRepository extends Error {}

/**
 * Lists the images of one repository, and shows the progress.
 * @throws what `listImages` throws
 */
export async function listRepository(
  environment: Environment,
  repositoryName: string,
  options: Omit<ListOptions, "onPage"> = {},
): Promise<Listing> {
  return counting("images listed", ({ log, update: onPage }) =>
    withClient(ecrClient(environment, { log }), (client) =>
      listImages(client, environment, repositoryName, { ...options, onPage }),
    ),
  );
}

export interface ListOptions {
  /** Whether to read each image's layers, which takes one request for 100 images. @default false */
  readonly layers?: boolean;
  /** Receives the number of images listed so far. */
  readonly onPage?: (found: number) => void;
  /** Receives each image as AWS describes it, with fields that a listing leaves out. */
  readonly onDetail?: (detail: ImageDetail) => void;
  readonly onManifest?: (manifest: ImageManifest) => void;
}

/**
 * Lists a repository's images in AWS, including archived ones, with the parts of manifest lists.
 * @throws NoSuchRepository if the repository does not exist
 * @throws AwsRefusal if AWS rejects a request for another reason
 */
export async function listImages(
  client: ECRClient,
  environment: Environment,
  repositoryName: string,
  options: ListOptions = {},
): Promise<Listing> {
  const reader = new ListingReader();
  const id = { registryId: environment.location.account, repositoryName };
  try {
    const digests = await readDetails(client, id, reader, options);
    await readManifests(client, id, digests, reader, options);
  } catch (cause) {
    throw refused(cause, environment, repositoryName);
  }
  return reader.listing();
}

interface RepositoryId {
  readonly registryId: string;
  readonly repositoryName: string;
}

/** @returns digests of the images whose manifests to read, without archived images, whose manifests are unavailable */
async function readDetails(
  client: ECRClient,
  id: RepositoryId,
  reader: ListingReader,
  { layers = false, onPage, onDetail }: ListOptions,
): Promise<string[]> {
  const withManifest = (type: string): boolean => layers || MANIFEST_LIST_TYPES.has(type);
  const wanted: string[] = [];
  let count = 0;
  const request = { ...id, filter: { imageStatus: "ANY" as const } };
  const listing = paginateDescribeImages({ client, pageSize: PAGE }, request);
  for await (const { imageDetails = [] } of pages("DescribeImages", listing)) {
    for (const detail of imageDetails) {
      reader.add(plain(detail), id.repositoryName, (count += 1));
      onDetail?.(detail);
      const { imageManifestMediaType = "", imageDigest, imageStatus } = detail;
      const isAvailable = imageDigest !== undefined && imageStatus !== "ARCHIVED";
      if (isAvailable && withManifest(imageManifestMediaType)) wanted.push(imageDigest);
    }
    onPage?.(count);
  }
  return wanted;
}

async function readManifests(
  client: ECRClient,
  id: RepositoryId,
  digests: readonly string[],
  reader: ListingReader,
  { onManifest }: ListOptions,
): Promise<void> {
  for (let start = 0; start < digests.length; start += MANIFESTS) {
    const imageIds = digests.slice(start, start + MANIFESTS).map((imageDigest) => ({ imageDigest }));
    const request = new BatchGetImageCommand({ ...id, imageIds, acceptedMediaTypes: IMAGE_TYPES });
    const { images = [] } = await client.send(request);
    reader.addManifests(images);
    if (onManifest !== undefined) images.forEach(onManifest);
  }
}

/** An image with its dates as text, as the AWS CLI prints it. */
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
  const message = `account ${account} does not have a repository ${repositoryName} in ${region}. Deploy ${environment.name} first, or pass --images <file>`;
  return new NoSuchRepository(message, { cause });
}
