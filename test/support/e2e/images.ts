import { DescribeImagesCommand } from "@aws-sdk/client-ecr";
import { type Command } from "commander";
import { registerDeleteImages } from "../../../src/cli/delete-images/command";
import { registerFindings } from "../../../src/cli/findings/command";
import { registerImages } from "../../../src/cli/images/command";
import { registerRestore } from "../../../src/cli/restore/command";
import { registerScan } from "../../../src/cli/scan/command";
import { type Ran } from "../cli/lifecycle";
import { EMULATED_ACCOUNT } from "./emulator";
import { type AwsRequest, type Fault } from "./faulty-proxy";
import { GateBench, REGION } from "./scan-gate";

/** The commands for images, run in this process on the shared emulator. The environment is called gate. */
export class ImageBench extends GateBench {
  constructor() {
    super(REGION, (program: Command, root: string) => {
      registerImages(program, root);
      registerFindings(program, root);
      registerScan(program, root);
      registerRestore(program, root);
      registerDeleteImages(program, root);
    });
  }

  override run(...args: readonly string[]): Promise<Ran> {
    return this.project.run(...args);
  }

  /** Makes a repository with an image for each tag. @returns their digests by tag */
  async repository(repositoryName: string, ...tags: readonly string[]): Promise<Record<string, string>> {
    await this.create(repositoryName);
    const digests: Record<string, string> = {};
    for (const tag of tags) digests[tag] = await this.put(repositoryName, tag, { tag });
    return digests;
  }

  /** The tags of a repository's images. */
  async left(repositoryName: string): Promise<string[]> {
    const { imageDetails = [] } = await this.ecr.send(new DescribeImagesCommand({ repositoryName }));
    return imageDetails.flatMap(({ imageTags = ["(untagged)"] }) => imageTags).sort();
  }

  /** Runs a command before a proxy that answers for Amazon Inspector, which the emulator does not have. */
  inspected(
    covered: readonly object[],
    args: readonly string[],
    fault: (request: AwsRequest) => Fault | undefined = () => undefined,
  ): ReturnType<GateBench["through"]> {
    return this.through((request) => {
      if (request.path === "/coverage/list") return { status: 200, body: { coveredResources: covered } };
      return fault(request);
    }, args);
  }
}

/** What Amazon Inspector says of an image. */
export function covered(repositoryName: string, digest: string, inUseCount: number): object {
  return {
    resourceType: "AWS_ECR_CONTAINER_IMAGE",
    resourceId: `arn:aws:ecr:${REGION}:${EMULATED_ACCOUNT}:repository/${repositoryName}/${digest}`,
    accountId: EMULATED_ACCOUNT,
    scanType: "PACKAGE",
    resourceMetadata: { ecrImage: { inUseCount, lastInUseAt: 1_767_225_600 } },
  };
}
