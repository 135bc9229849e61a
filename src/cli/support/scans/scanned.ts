import { setTimeout as sleep } from "node:timers/promises";
import { type ECRClient } from "@aws-sdk/client-ecr";
import { mapConcurrently } from "../../../aws/map-concurrently";
import { ecrClient } from "../../../aws/registry";
import { platformImages, type PlatformImage, type ResolvedImage } from "../../../aws/platform-images";
import { inspectorCoverage } from "../../../aws/inspector-coverage";
import { AwsRefusal } from "../../../aws/refusal";
import { orRefusal, withClient } from "../../../aws/with-client";
import { within } from "../../../aws/request-scope";
import { readScan, repositoryScanning } from "../../../aws/scan-findings";
import { type Environment } from "../../../model/environment";
import { type RequestedImage } from "../../../operations/scan-gate/answer";
import { withCoverage } from "../../../operations/scan-gate/coverage";
import { neverScanned } from "../../../operations/scan-gate/never-scanned";
import { type ImageReference } from "../../../operations/scan-gate/reference";
import { stateOf, type ScanAnswer } from "../../../operations/scan-gate/scan";
import { type ScanOutcome, type ScannedImage } from "../../../operations/scan-gate/verdict";
import { waitForScan, type ScanReading, type WaitOptions } from "../../../operations/scan-gate/wait";
import { Late, type Deadline } from "./scan-place";

export interface GateOptions {
  /** Milliseconds. */
  readonly wait: number;
  readonly acceptUndated: boolean;
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
  readonly deadline: Deadline;
  /** Completion times of earlier scans by digest, which do not count. @default - any scan counts */
  readonly earlier?: ReadonlyMap<string, string>;
}

/** An image with the results of its scans: its own, or those of its platforms. */
export interface ScannedPlatforms extends Omit<ResolvedImage, "platforms"> {
  readonly images: readonly ScannedImage[];
}

/**
 * Waits for the scans of an image.
 * @throws AwsRefusal if the image cannot be read; the signal's reason if it was aborted; Late after the deadline
 */
export async function scanned(
  environment: Environment,
  reference: ImageReference,
  options: GateOptions,
): Promise<ScannedPlatforms> {
  return withClient(ecrClient(environment, { log: options.log }), async (client) => {
    const { deadline } = options;
    const { platforms, ...resolved } = await within(deadline.left(), deadline.late, () =>
      resolveImage(client, environment, reference),
    );
    return { ...resolved, images: await new Gate(client, environment, reference, options).scan(platforms) };
  });
}

/** Resolves an image reference. @throws AwsRefusal if the image cannot be read */
export async function resolveImage(
  client: ECRClient,
  environment: Environment,
  reference: ImageReference,
): Promise<ResolvedImage> {
  const { repositoryName, tag, digest } = reference;
  const what = `find the image ${repositoryName}${digest === undefined ? `:${tag ?? ""}` : `@${digest}`} (ecr:DescribeImages, ecr:BatchGetImage)`;
  return orRefusal(environment, what, platformImages(client, environment.location.account, reference));
}

class Gate {
  constructor(
    private readonly client: ECRClient,
    private readonly environment: Environment,
    private readonly reference: ImageReference,
    private readonly options: GateOptions,
  ) {}

  /** Waits for all platforms concurrently. */
  async scan(platforms: readonly PlatformImage[]): Promise<ScannedImage[]> {
    const { signal } = this.options;
    const outcomes = await mapConcurrently(platforms, (image) => this.wait(image), {
      atOnce: platforms.length || 1,
      signal,
    });
    return platforms.map((image, index) => {
      const outcome = outcomes[index];
      return { ...image, outcome: outcome?.ok === true ? outcome.value : { done: false, why: whyOf(outcome) } };
    });
  }

  private async wait({ digest, platform, pushedAt }: PlatformImage): Promise<ScanOutcome> {
    const { wait, acceptUndated, log, signal, deadline } = this.options;
    const { repositoryName } = this.reference;
    const id = { registryId: this.environment.location.account, repositoryName, imageDigest: digest, pushedAt };
    const waitOptions = {
      wait,
      acceptUndated,
      clock: () => performance.now(),
      sleep: (milliseconds: number) => sleep(milliseconds, undefined, { signal }),
      log: (why: string) => {
        log(`${platform ?? repositoryName}: waiting, ${why}`);
      },
    } satisfies WaitOptions;
    return within(deadline.left(), deadline.late, () => waitForScan(() => this.read(id), waitOptions));
  }

  private async read(id: RequestedImage): Promise<ScanReading> {
    const what = `read the scan of ${id.repositoryName} (ecr:DescribeImageScanFindings)`;
    const answer = await orRefusal(this.environment, what, readScan(this.client, id, new Date()));
    if (answer !== undefined) return this.dated(this.withoutEarlier(answer, id), id);
    const scanning = await repositoryScanning(this.client, id);
    if (scanning === undefined || scanning.isAutomatic)
      return { missing: "the image has not been scanned yet", final: false };
    return { missing: neverScanned(id, scanning, this.environment.location.region), final: true };
  }

  private withoutEarlier(answer: ScanAnswer, { imageDigest }: RequestedImage): ScanAnswer {
    const { completedAt } = answer;
    if (completedAt === undefined || completedAt !== this.options.earlier?.get(imageDigest)) return answer;
    return { ...answer, pending: `AWS still reports the earlier scan (${completedAt})` };
  }

  /** ECR does not distinguish a clean image from one that is not scanned yet. Amazon Inspector does. */
  private async dated(answer: ScanAnswer, id: RequestedImage): Promise<ScanAnswer> {
    const state = stateOf(answer);
    if (state.state !== "waiting" || !state.undated) return answer;
    const askedAt = new Date();
    const coverage = await inspectorCoverage(this.environment, id);
    return coverage === undefined ? answer : withCoverage(answer, coverage, askedAt);
  }
}

function whyOf(outcome: { readonly ok: boolean; readonly reason?: Error } | undefined): string {
  const reason = outcome?.reason;
  if (reason instanceof AwsRefusal || reason instanceof Late || reason === undefined)
    return reason?.message ?? "there is no result";
  throw reason;
}
