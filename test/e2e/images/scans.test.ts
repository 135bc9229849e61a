import { StartImageScanCommand } from "@aws-sdk/client-ecr";
import { type AwsRequest, type Fault } from "../../support/e2e/faulty-proxy";
import { ImageBench } from "../../support/e2e/images";
import { basic, COMPLETED_AT, COMPLETED_TEXT, LIST_TYPE, REGION } from "../../support/e2e/scan-gate";
import { EMULATED_ACCOUNT } from "../../support/e2e/emulator";

let bench: ImageBench;

beforeAll(() => {
  bench = new ImageBench();
});

afterAll(() => {
  bench.dispose();
});

/** Answers about the scan of every image. */
function scanning(answer: (before: number) => object | undefined, other?: (request: AwsRequest) => Fault | undefined) {
  return (request: AwsRequest): Fault | undefined => {
    if (request.operation !== "DescribeImageScanFindings") return other?.(request);
    const body = answer(request.before);
    if (body === undefined) return { status: 400, type: "ScanNotFoundException" };
    const { repositoryName, imageId } = JSON.parse(request.body) as { repositoryName: string; imageId: object };
    return { status: 200, body: { registryId: EMULATED_ACCOUNT, repositoryName, imageId, ...body } };
  };
}

describe("findings", () => {
  const name = "images/findings";

  beforeAll(async () => {
    await bench.repository(name, "v1", "unscanned");
    await bench.ecr.send(new StartImageScanCommand({ repositoryName: name, imageId: { imageTag: "v1" } }));
  });

  test("are shown, with exit code 0 whatever their severity", async () => {
    const { stdout, stderr, exitCode } = await bench.run("findings", `${name}:v1`, "--env", "gate");
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^images\/findings:v1 is sha256:\w{64}\n\nsha256:\w{64}\n {2}basic scan of \S+Z: 1 high\n/);
    expect(stdout).toMatch(/HIGH +CVE-9999-9999 +moto_fake +9\.9\.9/);
  });

  test("are JSON of a documented shape", async () => {
    const scan = basic(["CVE-1", "LOW", "zlib"], ["CVE-2", "CRITICAL", "openssl"]);
    const args = ["findings", `${name}:v1`, "--env", "gate", "-o", "json"];
    const { stdout } = await bench.through(
      scanning(() => scan),
      args,
    );
    const digest = expect.stringMatching(/^sha256:/);
    expect(JSON.parse(stdout)).toEqual({
      image: {
        reference: `${name}:v1`,
        registryId: EMULATED_ACCOUNT,
        region: REGION,
        repositoryName: name,
        digest,
      },
      images: [
        {
          digest,
          scan: {
            kind: "basic",
            status: "COMPLETE",
            completedAt: COMPLETED_TEXT,
            counts: { CRITICAL: 1, LOW: 1 },
          },
          findings: [
            { id: "CVE-2", severity: "CRITICAL", package: "openssl", version: "1.0", uri: "https://cve.example/CVE-2" },
            { id: "CVE-1", severity: "LOW", package: "zlib", version: "1.0", uri: "https://cve.example/CVE-1" },
          ],
        },
      ],
    });
  });

  test("of an image that was never scanned end with exit code 1 and the reason", async () => {
    const { stdout, exitCode } = await bench.run("findings", `${name}:unscanned`, "--env", "gate");
    expect(exitCode).toBe(1);
    expect(stdout).toContain("the image was never scanned, and images/findings is not scanned automatically");
  });

  test.each([
    ["images/findings", "it contains neither a tag nor a digest"],
    ["images/findings:v1:v2", "it contains several tags"],
    ["images/findings@sha256:1", '"sha256:1" is not a SHA-256 digest'],
    ["images/findings:v9", "cannot find the image images/findings:v9"],
    ["999988887777.dkr.ecr.eu-west-1.amazonaws.com/images/findings:v1", "--env: expected the environment of"],
  ])("rejects the image %s", async (image, message) => {
    expect((await bench.run("findings", image, "--env", "gate")).error).toContain(message);
  });
});

describe("scan", () => {
  test("starts a scan of each platform, waits, and shows the findings", async () => {
    const name = "images/scan";
    const digests = await bench.repository(name, "amd", "arm");
    const manifests = Object.entries(digests).map(([architecture, digest]) => ({
      mediaType: "application/vnd.oci.image.manifest.v1+json",
      digest,
      size: 1,
      platform: { os: "linux", architecture },
    }));
    await bench.put(name, "v1", { manifests }, LIST_TYPE);
    const args = ["scan", `${name}:v1`, "--env", "gate"];
    const { stdout, stderr, exitCode, operations } = await bench.through(() => undefined, args);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/\nlinux\/amd {2}sha256:.*\n.*1 high\n/);
    expect(stdout).toMatch(/\nlinux\/arm {2}sha256:.*\n.*1 high\n/);
    expect(operations.filter((it) => it === "StartImageScan")).toHaveLength(2);
    const again = await bench.run(...args);
    expect(again.exitCode).toBe(0);
    expect(again.stderr).toMatch(
      /^linux\/amd: ECR scans an image on request only once every 24 hours, so these are the results of the previous scan$/m,
    );
  });

  test("waits until the earlier scan is replaced", async () => {
    const name = "images/rescan";
    await bench.repository(name, "v1");
    const earlier = basic(["CVE-1", "LOW", "zlib"]);
    const later = basic();
    const completed = { ...later.imageScanFindings, imageScanCompletedAt: COMPLETED_AT + 60 };
    const { stdout, stderr } = await bench.through(
      scanning((before) => (before < 2 ? earlier : { ...later, imageScanFindings: completed })),
      ["scan", `${name}:v1`, "--env", "gate"],
    );
    expect(stderr).toContain(`AWS still reports the earlier scan (${COMPLETED_TEXT})`);
    expect(stdout).toContain(": no findings");
  });

  test("does not start another one next to a running scan, and gives up after --wait", async () => {
    const name = "images/running";
    await bench.repository(name, "v1");
    const { stdout, stderr, exitCode, operations } = await bench.through(
      scanning(() => ({ imageScanStatus: { status: "IN_PROGRESS" } })),
      ["scan", `${name}:v1`, "--env", "gate", "--wait", "0"],
    );
    expect([exitCode, operations.includes("StartImageScan")]).toEqual([1, false]);
    expect(stderr).toMatch(/^sha256:\w+: a scan is already running$/m);
    expect(stdout).toContain("the scan has not finished (IN_PROGRESS). Stopped waiting after 0 s");
  });

  test("is rejected in a registry with enhanced scanning, before anything is started", async () => {
    const name = "images/enhanced";
    await bench.repository(name, "v1");
    const { error, operations } = await bench.through(
      ({ operation }) =>
        operation === "GetRegistryScanningConfiguration"
          ? { status: 200, body: { scanningConfiguration: { scanType: "ENHANCED", rules: [] } } }
          : undefined,
      ["scan", `${name}:v1`, "--env", "gate"],
    );
    expect(error).toContain(
      "expected a registry with basic scanning, found enhanced scanning. Amazon Inspector decides",
    );
    expect(operations).not.toContain("StartImageScan");
  });

  test("reports why AWS refuses", async () => {
    const name = "images/unsupported";
    await bench.repository(name, "v1");
    const { error } = await bench.through(
      ({ operation }) =>
        operation === "StartImageScan"
          ? {
              status: 400,
              type: "UnsupportedImageTypeException",
              message: "The image is of a type that cannot be scanned",
            }
          : undefined,
      ["scan", `${name}:v1`, "--env", "gate"],
    );
    expect(error).toContain(
      "cannot scan images/unsupported (ecr:StartImageScan): The image is of a type that cannot be",
    );
  });
});
