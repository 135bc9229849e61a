import { type ECRClient } from "@aws-sdk/client-ecr";
import { ecrClient } from "../../aws/registry";
import { AwsRefusal } from "../../aws/refusal";
import { orRefusal, withClient } from "../../aws/with-client";
import { within } from "../../aws/request-scope";
import { repositoryScanning } from "../../aws/scan-findings";
import { startScan } from "../../aws/start-scan";
import { type Environment } from "../../model/environment";
import { parseImageReference, type ImageReference } from "../../operations/scan-gate/reference";
import { withInterrupts } from "../support/interrupts";
import { printFindings } from "../support/scans/image-report";
import { scanPlace } from "../support/scans/scan-place";
import { waitOption } from "../support/time-options";

export interface ScanOptions {
  readonly env?: string;
  readonly wait: string;
  readonly output: string;
}

export async function scanCommand(root: string, image: string, options: ScanOptions): Promise<void> {
  const reference = parseImageReference(image);
  const wait = waitOption(options.wait);
  const { environment, deadline, log } = await scanPlace(root, { image, reference, env: options.env, wait });
  const { scanned } = require("../support/scans/scanned") as typeof import("../support/scans/scanned");
  const found = await withInterrupts(async (signal) => {
    const { digest, earlier } = await within(deadline.left(), deadline.late, () => start(environment, reference, log));
    // By digest, because the tag may have moved.
    const started = { repositoryName: reference.repositoryName, digest };
    return scanned(environment, started, { wait, acceptUndated: false, log, signal, deadline, earlier });
  });
  if (!(await printFindings({ image, environment, reference, output: options.output }, found))) process.exitCode = 1;
}

/** Few attempts: the SDK treats the limit of one scan in 24 hours as throttling, and would retry for a minute. */
const MAX_ATTEMPTS = 2;

interface Started {
  readonly digest: string;
  /** Completion times of the scans before, by digest. */
  readonly earlier: ReadonlyMap<string, string>;
}

async function start(
  environment: Environment,
  reference: ImageReference,
  log: (line: string) => void,
): Promise<Started> {
  const { repositoryName } = reference;
  const { resolveImage } = require("../support/scans/scanned") as typeof import("../support/scans/scanned");
  const startEach = async (client: ECRClient): Promise<Started> => {
    await requireBasic(client, environment, repositoryName);
    const { digest, platforms } = await resolveImage(client, environment, reference);
    const earlier = new Map<string, string>();
    for (const { digest: imageDigest, platform, pushedAt } of platforms) {
      const id = { registryId: environment.location.account, repositoryName, imageDigest, pushedAt };
      const name = platform ?? imageDigest;
      const started = await startScan(client, id);
      if (started.state === "limited")
        log(
          `${name}: ECR scans an image on request only once every 24 hours, so these are the results of the previous scan`,
        );
      else if (started.state === "running") log(`${name}: a scan is already running`);
      else if (started.earlier !== undefined) earlier.set(imageDigest, started.earlier);
    }
    return { digest, earlier };
  };
  return withClient(ecrClient(environment, { maxAttempts: MAX_ATTEMPTS }), (client) =>
    orRefusal(environment, `scan ${repositoryName} (ecr:StartImageScan)`, startEach(client)),
  );
}

async function requireBasic(client: ECRClient, { location }: Environment, repositoryName: string): Promise<void> {
  const scanning = await repositoryScanning(client, { registryId: location.account, repositoryName });
  if (scanning?.isEnhanced !== true) return;
  throw new AwsRefusal(
    "other",
    `${repositoryName}: expected a registry with basic scanning, found enhanced scanning. Amazon Inspector decides when to scan, so scans cannot be requested. To see the findings, use npx ecr findings`,
  );
}
