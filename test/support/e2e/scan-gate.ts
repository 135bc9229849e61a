import { createHash } from "node:crypto";
import {
  CreateRepositoryCommand,
  ECRClient,
  PutImageCommand,
  type CreateRepositoryCommandInput,
} from "@aws-sdk/client-ecr";
import { registerScanGate } from "../../../src/cli/scan-gate/command";
import { Project, type Ran } from "../cli/lifecycle";
import { EMULATED_ACCOUNT, sharedEmulator } from "./emulator";
import { FaultyProxy, type AwsRequest, type Fault } from "./faulty-proxy";

export const REGION = "ap-southeast-2";
export const LIST_TYPE = "application/vnd.oci.image.index.v1+json";
export const IMAGE_TYPE = "application/vnd.docker.distribution.manifest.v2+json";

/** What AWS says of a scan that is done. */
export const COMPLETE = { status: "COMPLETE", description: "The scan was completed successfully." };
/** When scans were done, in seconds as AWS writes it: after every push of a test. */
export const COMPLETED_AT = Math.ceil(Date.now() / 1000) + 3600;
/** The same as the gate prints it. */
export const COMPLETED_TEXT = new Date(COMPLETED_AT * 1000).toISOString();

export const INSPECTOR_REFUSES: Fault = { status: 403, type: "AccessDeniedException" };

/** An answer as AWS gives it; `undefined` is told as a scan that never was. */
type Answers = (request: AwsRequest) => object | undefined;

/** The gate, run in this process on the shared emulator, or before a proxy that answers about scans as AWS does. */
export class GateBench {
  readonly emulator: ReturnType<typeof sharedEmulator>;
  readonly ecr: ECRClient;
  readonly project: Project;
  /** What Amazon Inspector, which the emulator does not have, says of an image. */
  inspector: Fault = INSPECTOR_REFUSES;
  /** What AWS says of every image in place of the emulator. @default - the emulator answers */
  image: object | undefined;
  private readonly variables = { ...process.env };

  constructor(region = REGION, register = registerScanGate) {
    this.project = new Project(register);
    this.emulator = sharedEmulator(region);
    this.ecr = new ECRClient(this.emulator.config);
    process.env = { ...this.emulator.env };
    const environment = (account: string): string => `account: "${account}"\nregion: ${region}\nstate: { local: {} }\n`;
    this.project.write("environments/gate/environment.yaml", environment(EMULATED_ACCOUNT));
    this.project.write("environments/foreign/environment.yaml", environment("999988887777"));
  }

  dispose(): void {
    process.env = this.variables;
    this.project.remove();
    this.ecr.destroy();
  }

  async create(repositoryName: string, more: Partial<CreateRepositoryCommandInput> = {}): Promise<void> {
    await this.ecr.send(new CreateRepositoryCommand({ repositoryName, ...more }));
  }

  /** Pushes an image. @returns its digest */
  async put(repositoryName: string, imageTag: string, manifest: object = {}, type = IMAGE_TYPE): Promise<string> {
    const config = { mediaType: "application/vnd.docker.container.image.v1+json", size: 1, digest: "sha256:1" };
    const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType: type, config, layers: [], ...manifest });
    const imageDigest = `sha256:${createHash("sha256").update(imageManifest).digest("hex")}`;
    const id = { repositoryName, imageTag, imageDigest };
    await this.ecr.send(new PutImageCommand({ ...id, imageManifest, imageManifestMediaType: type }));
    return imageDigest;
  }

  run(...args: readonly string[]): Promise<Ran> {
    return this.project.run("scan-gate", ...args);
  }

  /** Runs the gate with answers of AWS's shape about scans, which the emulator cannot give. */
  async gate(answers: Answers, ...args: readonly string[]): Promise<Ran & { readonly operations: string[] }> {
    return this.through((request) => {
      if (request.path === "/coverage/list") return this.inspector;
      if (request.operation === "DescribeImages" && this.image !== undefined) {
        const { repositoryName } = JSON.parse(request.body) as { repositoryName: string };
        const common = { registryId: EMULATED_ACCOUNT, repositoryName, imageManifestMediaType: IMAGE_TYPE };
        return { status: 200, body: { imageDetails: [{ ...common, ...this.image }] } };
      }
      if (request.operation !== "DescribeImageScanFindings") return undefined;
      const body = answers(request);
      if (body === undefined) return { status: 400, type: "ScanNotFoundException" };
      const { repositoryName, imageId } = JSON.parse(request.body) as { repositoryName: string; imageId: object };
      return { status: 200, body: { registryId: EMULATED_ACCOUNT, repositoryName, imageId, ...body } };
    }, args);
  }

  async through(
    fault: (request: AwsRequest) => Fault | undefined,
    args: readonly string[],
  ): Promise<Ran & { readonly operations: string[] }> {
    const proxy = await FaultyProxy.start(this.emulator.endpoint, fault);
    process.env["AWS_ENDPOINT_URL"] = proxy.endpoint;
    try {
      return { ...(await this.run(...args)), operations: proxy.operations };
    } finally {
      process.env["AWS_ENDPOINT_URL"] = this.emulator.endpoint;
      await proxy.stop();
    }
  }
}

/** A finished basic scan. */
export function basic(...findings: readonly (readonly [id: string, severity: string, name: string])[]) {
  return {
    imageScanStatus: COMPLETE,
    imageScanFindings: {
      imageScanCompletedAt: COMPLETED_AT,
      findingSeverityCounts: countsOf(findings.map(([, severity]) => severity)),
      findings: findings.map(([name, severity, package_name]) => ({
        name,
        severity,
        uri: `https://cve.example/${name}`,
        attributes: [
          { key: "package_name", value: package_name },
          { key: "package_version", value: "1.0" },
        ],
      })),
    },
  };
}

function countsOf(words: readonly string[]): Record<string, number> {
  return Object.fromEntries(words.map((word) => [word, words.filter((it) => it === word).length]));
}
