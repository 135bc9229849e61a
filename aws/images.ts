import { paginateDescribeImages, type ECRClient, type ImageDetail } from "@aws-sdk/client-ecr";

const PAGE = 1000;

/** What the images of a repository come to. */
export interface ImageTotals {
  /** All pages, untagged and archived ones too. */
  readonly count: number;
  /** Sum of the images' own sizes, in bytes; layers that images share are counted with each. */
  readonly bytes: number;
  /** The one pushed last. @default - there is none */
  readonly newest?: ImageDetail;
}

/**
 * Counts the images of a repository, page by page: nothing but the newest is kept.
 * @throws what the SDK throws
 */
export async function imageTotals(
  client: ECRClient,
  { registryId, repositoryName }: { readonly registryId: string; readonly repositoryName: string },
): Promise<ImageTotals> {
  let count = 0;
  let bytes = 0;
  let newest: ImageDetail | undefined;
  const request = { registryId, repositoryName, filter: { imageStatus: "ANY" as const } };
  for await (const { imageDetails = [] } of paginateDescribeImages({ client, pageSize: PAGE }, request)) {
    for (const detail of imageDetails) {
      count += 1;
      bytes += detail.imageSizeInBytes ?? 0;
      if (newest === undefined || pushedAt(detail) > pushedAt(newest)) newest = detail;
    }
  }
  return newest === undefined ? { count, bytes } : { count, bytes, newest };
}

function pushedAt({ imagePushedAt }: ImageDetail): number {
  return imagePushedAt?.getTime() ?? 0;
}
