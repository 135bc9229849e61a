import { StartImageScanCommand } from "@aws-sdk/client-ecr";
import { EMULATED_ACCOUNT } from "../../support/e2e/emulator";
import { type Fault } from "../../support/e2e/faulty-proxy";
import {
  basic,
  COMPLETED_AT,
  COMPLETED_TEXT,
  GateBench,
  IMAGE_TYPE,
  INSPECTOR_REFUSES,
  LIST_TYPE,
  REGION,
} from "../../support/e2e/scan-gate";

const HOST = `${EMULATED_ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;
const REPOSITORY = "gate/api";
const IMAGE = `${REPOSITORY}:1`;
const HOUR_AGO = Math.floor(Date.now() / 1000) - 3600;
let bench: GateBench;
let image: string;

beforeAll(async () => {
  bench = new GateBench();
  await bench.create(REPOSITORY);
  image = await bench.put(REPOSITORY, "1");
});

afterAll(() => {
  bench.dispose();
});

test("a finished scan of the emulator is judged: exit 1 at the threshold, 0 below it", async () => {
  await bench.create("gate/scanned");
  const imageDigest = await bench.put("gate/scanned", "1");
  await bench.ecr.send(new StartImageScanCommand({ repositoryName: "gate/scanned", imageId: { imageDigest } }));
  const failed = await bench.run("gate/scanned:1", "--env", "gate");
  expect(failed).toMatchObject({ exitCode: 1, stderr: "" });
  expect(failed.stdout).toMatch(/HIGH +CVE-9999-9999 +moto_fake +9\.9\.9 +- +https:/);
  expect(failed.stdout).toContain("Failed: 1 high (fails on critical, high).");
  const passed = await bench.run(`${HOST}/gate/scanned@${imageDigest}`, "--fail-on", "critical");
  expect(passed.stdout).toContain("Passed.");
  expect(passed.exitCode).toBe(0);
});

test("a pending scan is waited for, and all pages are read", async () => {
  const whole = basic(["CVE-1", "LOW", "zlib"], ["CVE-2", "CRITICAL", "openssl"]);
  const { imageScanFindings } = whole;
  const part = (index: number): object => ({
    ...whole,
    imageScanFindings: { ...imageScanFindings, findings: imageScanFindings.findings.slice(index, index + 1) },
  });
  const { stdout, stderr, exitCode, operations } = await bench.gate(
    ({ body, before }) => {
      if (before === 0) return { imageScanStatus: { status: "PENDING", description: "Queued" } };
      return body.includes("second") ? part(1) : { ...part(0), nextToken: "second" };
    },
    IMAGE,
    "-o",
    "json",
  );
  expect(stderr).toBe("gate/api: waiting, the scan has not finished (PENDING: Queued)\n");
  expect(operations.filter((it) => it === "DescribeImageScanFindings")).toHaveLength(3);
  expect(JSON.parse(stdout)).toEqual({
    image: {
      reference: IMAGE,
      registryId: EMULATED_ACCOUNT,
      region: REGION,
      repositoryName: REPOSITORY,
      digest: expect.stringMatching(/^sha256:/),
    },
    failOn: ["CRITICAL", "HIGH"],
    passed: false,
    images: [
      {
        digest: expect.stringMatching(/^sha256:/),
        passed: false,
        scan: {
          kind: "basic",
          status: "COMPLETE",
          completedAt: COMPLETED_TEXT,
          counts: { CRITICAL: 1, LOW: 1 },
        },
        findings: [
          {
            id: "CVE-2",
            severity: "CRITICAL",
            package: "openssl",
            version: "1.0",
            uri: "https://cve.example/CVE-2",
            fails: true,
          },
          expect.objectContaining({ id: "CVE-1", fails: false }),
        ],
      },
    ],
    unused: [],
  });
  expect(exitCode).toBe(1);
});

test("an enhanced scan is read by package, with the version that mends it", async () => {
  const finding = {
    severity: "HIGH",
    status: "ACTIVE",
    title: "CVE-2026-7 - openssl, zlib",
    packageVulnerabilityDetails: {
      vulnerabilityId: "CVE-2026-7",
      sourceUrl: "https://cve.example/7",
      vulnerablePackages: [
        { name: "openssl", version: "3.0.1", fixedInVersion: "3.0.2" },
        { name: "zlib", version: "1.2", fixedInVersion: "NotAvailable", filePath: "/a" },
        { name: "zlib", version: "1.2", fixedInVersion: "NotAvailable", filePath: "/b" },
      ],
    },
  };
  const { stdout, exitCode } = await bench.gate(
    () => ({
      imageScanStatus: { status: "ACTIVE", description: "Continuous scan is selected for image." },
      imageScanFindings: {
        imageScanCompletedAt: COMPLETED_AT,
        findingSeverityCounts: { HIGH: 2, UNTRIAGED: 1 },
        enhancedFindings: [finding, { severity: "UNTRIAGED", title: "IN1-1" }, { ...finding, status: "SUPPRESSED" }],
      },
    }),
    IMAGE,
  );
  expect(stdout).toContain(`enhanced scan of ${COMPLETED_TEXT}: 2 high, 1 undefined, 2 ignored`);
  expect(stdout).toMatch(/HIGH +CVE-2026-7 +openssl +3\.0\.1 +3\.0\.2 +https:/);
  expect(stdout).toMatch(/HIGH +CVE-2026-7 +zlib +1\.2 +- +https:/);
  expect(stdout).toMatch(/UNDEFINED +IN1-1/);
  expect(stdout).toMatch(/ignored:\n +HIGH +CVE-2026-7 +openssl +suppressed in Amazon Inspector/);
  expect(exitCode).toBe(1);
});

test("a scan that failed, one that is not done in time and one without its time do not pass", async () => {
  const failed = await bench.gate(
    () => ({ imageScanStatus: { status: "FAILED", description: "UnsupportedImageError" } }),
    IMAGE,
  );
  expect(failed.stdout).toContain("the scan failed (FAILED: UnsupportedImageError)");
  expect(failed.stdout).toContain("Failed: 1 image without a valid result.");
  const pending = await bench.gate(() => ({ imageScanStatus: { status: "IN_PROGRESS" } }), IMAGE, "--wait", "0");
  expect(pending.stdout).toContain(
    "the scan has not finished (IN_PROGRESS). Stopped waiting after 0 s. To wait longer, increase --wait",
  );
  const undated = (): object => ({ imageScanStatus: { status: "ACTIVE" }, imageScanFindings: { findings: [] } });
  const empty = await bench.gate(undated, IMAGE, "--wait", "0");
  expect(empty.stdout).toContain(
    "AWS reports ACTIVE, but does not report when the scan finished. Stopped waiting after 0 s. To wait longer, increase --wait. To let Amazon Inspector confirm the scan, grant inspector2:ListCoverage",
  );
  expect([failed, pending, empty].map(({ exitCode }) => exitCode)).toEqual([1, 1, 1]);
  expect(await bench.gate(undated, IMAGE, "--wait", "0", "--accept-undated")).toMatchObject({ exitCode: 0 });
});

test("where ECR does not tell a clean image from one that is yet to be scanned, Amazon Inspector does", async () => {
  const undated = (): object => ({ imageScanStatus: { status: "ACTIVE" }, imageScanFindings: { findings: [] } });
  const resourceId = `arn:aws:ecr:${REGION}:${EMULATED_ACCOUNT}:repository/${REPOSITORY}/${image}`;
  const says = (reason: string, more: object = {}): Fault => ({
    status: 200,
    body: { coveredResources: [{ resourceId, scanStatus: { statusCode: "ACTIVE", reason }, ...more }] },
  });
  bench.inspector = says("PENDING_INITIAL_SCAN");
  // Pushed an hour ago, so that the scan can be long enough ago.
  bench.image = { imageDigest: image, imageTags: ["1"], imagePushedAt: HOUR_AGO };
  const pending = await bench.gate(undated, IMAGE, "--wait", "0", "--accept-undated");
  bench.inspector = says("SUCCESSFUL", { lastScannedAt: HOUR_AGO + 60 });
  const clean = await bench.gate(undated, IMAGE, "--wait", "0");
  bench.inspector = says("SUCCESSFUL", { lastScannedAt: HOUR_AGO - 60 });
  const old = await bench.gate(undated, IMAGE, "--wait", "0", "--accept-undated");
  bench.inspector = INSPECTOR_REFUSES;
  bench.image = undefined;
  expect(pending.stdout).toContain(
    "Amazon Inspector does not report a finished scan of the image (PENDING_INITIAL_SCAN)",
  );
  expect(pending.exitCode).toBe(1);
  expect(clean.stdout).toContain(`enhanced scan of ${new Date((HOUR_AGO + 60) * 1000).toISOString()}: no findings`);
  expect(clean.exitCode).toBe(0);
  expect(old.stdout).toContain("is older than the push of the image");
  expect(old.exitCode).toBe(1);
});

test("an image that nobody scans is told how to be scanned, and no scan is started", async () => {
  const { stdout, exitCode, operations } = await bench.gate(() => undefined, IMAGE);
  expect(stdout).toContain(
    "the image was never scanned, and gate/api is not scanned automatically. Set scanOnPush: true",
  );
  expect(stdout).toContain(`aws ecr start-image-scan --region ${REGION} --repository-name gate/api --image-id`);
  expect(exitCode).toBe(1);
  expect(operations).not.toContain("StartImageScan");
});

test("an image that scans on push is waited for", async () => {
  await bench.create("gate/on-push", { imageScanningConfiguration: { scanOnPush: true } });
  await bench.put("gate/on-push", "1");
  const { stderr, exitCode } = await bench.gate(
    ({ before }) => (before === 0 ? undefined : basic()),
    "gate/on-push:1",
    "--env",
    "gate",
  );
  expect(stderr).toBe("gate/on-push: waiting, the image has not been scanned yet\n");
  expect(exitCode).toBe(0);
});

test("each platform of an image has to pass, and attestations are left out", async () => {
  await bench.create("gate/multi");
  const amd64 = await bench.put("gate/multi", "amd64");
  const arm64 = await bench.put("gate/multi", "arm64", { annotations: { for: "arm64" } });
  const entry = { mediaType: IMAGE_TYPE, size: 1 };
  const unknown = { os: "unknown", architecture: "unknown" };
  const annotations = {
    "vnd.docker.reference.type": "attestation-manifest",
    "vnd.docker.reference.digest": amd64,
  };
  const manifests = [
    { ...entry, digest: amd64, platform: { os: "linux", architecture: "amd64" } },
    { ...entry, digest: arm64, platform: { os: "linux", architecture: "arm64", variant: "v8" } },
    { ...entry, digest: `sha256:${"0".repeat(64)}`, platform: unknown, annotations },
  ];
  await bench.put("gate/multi", "all", { config: undefined, layers: undefined, manifests }, LIST_TYPE);
  const { stdout, exitCode } = await bench.gate(
    ({ body }) => (body.includes(arm64) ? basic(["CVE-1", "CRITICAL", "zlib"]) : basic()),
    "gate/multi:all",
  );
  expect(stdout).toContain("all 2 platform images must pass. 1 attestation skipped.");
  expect(stdout).toMatch(/linux\/amd64 +sha256:\w+\n +basic scan of \S+: no findings/);
  expect(stdout).toMatch(/linux\/arm64\/v8 +sha256:\w+\n +basic scan of \S+: 1 critical/);
  expect(exitCode).toBe(1);
});
