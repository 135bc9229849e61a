import { judge, type JudgedImage } from "../../../operations/scan-gate/verdict";
import { type Environment } from "../../../model/environment";
import { type ImageReference } from "../../../operations/scan-gate/reference";
import { jsonText, write } from "../write";
import { imageJson, imageLines } from "./image-report";
import { type ScannedPlatforms } from "./scanned";

/** The findings of an image, with the image as the user named it. */
export interface FindingsRequest {
  readonly image: string;
  readonly environment: Environment;
  readonly reference: ImageReference;
  readonly output: string;
}

/**
 * Prints the findings of an image.
 * @returns whether every scan has a result
 */
export async function printFindings(request: FindingsRequest, scanned: ScannedPlatforms): Promise<boolean> {
  const { repositoryName } = request.reference;
  const { digest } = scanned;
  const { images, passed } = judge(scanned.images, { repositoryName, digest }, []);
  await write([request.output === "json" ? json(request, digest, images) : table(request, digest, images)]);
  return passed;
}

function json(
  { image, environment, reference }: FindingsRequest,
  digest: string,
  images: readonly JudgedImage[],
): string {
  const { account: registryId, region } = environment.location;
  const { repositoryName } = reference;
  const shape = {
    image: { reference: image, registryId, region, repositoryName, digest },
    images: images.map((judged) => {
      const findings = judged.findings.map(({ fails: _, ...finding }) => finding);
      return { ...imageJson(judged), passed: undefined, findings };
    }),
  };
  return jsonText(shape);
}

function table({ image }: FindingsRequest, digest: string, images: readonly JudgedImage[]): string {
  return `${[`${image} is ${digest}`, ...images.flatMap((judged) => ["", ...imageLines(judged)])].join("\n")}\n`;
}
