import { setTimeout as sleep } from "node:timers/promises";
import { type ECRClient } from "@aws-sdk/client-ecr";
import { each } from "../../aws/each";
import { ecrClient } from "../../aws/ecr-client";
import { platformImages, type PlatformImage, type ResolvedImage } from "../../aws/platform-images";
import { AwsRefusal, refusalOf } from "../../aws/refusal";
import { readScan, scansByItself, type ImageId } from "../../aws/scan-findings";
import { type Environment } from "../../config/environment";
import { parseDuration } from "../../modules/ecr-repository/scan-gate/duration";
import { parseImageReference, type ImageReference } from "../../modules/ecr-repository/scan-gate/reference";
import { parseFailOn } from "../../modules/ecr-repository/scan-gate/severity";
import { judge, type ScanOutcome, type ScannedImage } from "../../modules/ecr-repository/scan-gate/verdict";
import { waitForScan, type ScanReading } from "../../modules/ecr-repository/scan-gate/wait";
import { withInterrupts } from "../interrupts";
import { write } from "../lifecycle/write";
import { readIgnoreFile } from "./ignore-file";
import { registryOf } from "./registry";
import { gateJson, gateTable, type GateResult } from "./report";

export interface ScanGateOptions {
  readonly env?: string;
  readonly failOn: string;
  readonly wait: string;
  readonly ignore?: string;
  readonly acceptUndated?: boolean;
  readonly output: string;
}

/** `ecr scan-gate`. */
export async function scanGateCommand(root: string, image: string, options: ScanGateOptions): Promise<void> {
  const reference = parseImageReference(image);
  const failOn = parseFailOn(options.failOn);
  const wait = parseDuration("--wait", options.wait);
  const today = new Date().toISOString().slice(0, 10);
  const ignores = options.ignore === undefined ? [] : readIgnoreFile(options.ignore, process.cwd(), today);
  const environment = await registryOf(root, { image, reference, env: options.env }, process.env);
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  const client = await ecrClient(environment, { tell });
  try {
    const resolved = await resolve(client, environment, reference);
    const images = await withInterrupts((signal) =>
      new Gate(client, environment, reference, {
        wait,
        acceptUndated: options.acceptUndated === true,
        tell,
        signal,
      }).scan(resolved),
    );
    const { account: registryId, region } = environment.location;
    const { repositoryName } = reference;
    const result: GateResult = {
      image: { reference: image, registryId, region, repositoryName, digest: resolved.digest },
      leftOut: resolved.leftOut,
      failOn,
      ...judge(images, failOn, ignores),
    };
    await write([options.output === "json" ? gateJson(result) : gateTable(result)]);
    if (!result.passed) process.exitCode = 1;
  } finally {
    client.destroy();
  }
}

async function resolve(client: ECRClient, environment: Environment, reference: ImageReference): Promise<ResolvedImage> {
  const { repositoryName, tag, digest } = reference;
  try {
    return await platformImages(client, environment.location.account, reference);
  } catch (cause) {
    const what = `find the image ${repositoryName}${digest === undefined ? `:${tag ?? ""}` : `@${digest}`} (ecr:DescribeImages, ecr:BatchGetImage)`;
    throw refusalOf(cause, what, environment);
  }
}

interface GateOptions {
  /** Milliseconds. */
  readonly wait: number;
  readonly acceptUndated: boolean;
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Waits for the scans of an image. */
class Gate {
  constructor(
    private readonly client: ECRClient,
    private readonly environment: Environment,
    private readonly reference: ImageReference,
    private readonly options: GateOptions,
  ) {}

  /** Of all platforms at a time, so that the longest scan is all that is waited for. */
  async scan({ platforms }: ResolvedImage): Promise<ScannedImage[]> {
    const { signal } = this.options;
    const outcomes = await each(platforms, (image) => this.wait(image), { atOnce: platforms.length || 1, signal });
    return platforms.map((image, index) => {
      const outcome = outcomes[index];
      return { ...image, outcome: outcome?.ok === true ? outcome.value : { done: false, why: whyOf(outcome) } };
    });
  }

  private async wait({ digest, platform }: PlatformImage): Promise<ScanOutcome> {
    const { wait, acceptUndated, tell, signal } = this.options;
    const { repositoryName } = this.reference;
    const id = { registryId: this.environment.location.account, repositoryName, imageDigest: digest };
    return waitForScan(() => this.read(id), {
      wait,
      acceptUndated,
      clock: () => performance.now(),
      sleep: (milliseconds) => sleep(milliseconds, undefined, { signal }),
      tell: (why) => {
        tell(`${platform ?? repositoryName}: waiting, ${why}`);
      },
    });
  }

  private async read(id: ImageId): Promise<ScanReading> {
    let answer;
    try {
      answer = await readScan(this.client, id);
    } catch (cause) {
      throw refusalOf(cause, `read the scan of ${id.repositoryName} (ecr:DescribeImageScanFindings)`, this.environment);
    }
    if (answer !== undefined) return answer;
    const { imageDigest, repositoryName } = id;
    if ((await scansByItself(this.client, id)) !== false) {
      return { missing: "the image has not been scanned yet", hopeless: false };
    }
    const { region } = this.environment.location;
    return {
      missing: `the image was never scanned, and ${repositoryName} does not scan by itself; set scanOnPush: true and push again, or start a scan: aws ecr start-image-scan --region ${region} --repository-name ${repositoryName} --image-id imageDigest=${imageDigest}`,
      hopeless: true,
    };
  }
}

function whyOf(outcome: { readonly ok: boolean; readonly reason?: Error } | undefined): string {
  const reason = outcome?.reason;
  if (reason instanceof AwsRefusal || reason === undefined) return reason?.message ?? "nothing came of it";
  throw reason;
}
