import { StartImageScanCommand } from "@aws-sdk/client-ecr";
import { EMULATED_ACCOUNT } from "../../support/e2e/emulator";
import { type AwsRequest, type Fault } from "../../support/e2e/faulty-proxy";
import { covered, ImageBench } from "../../support/e2e/images";
import { LIST_TYPE, REGION } from "../../support/e2e/scan-gate";

const name = "images/listed";
let bench: ImageBench;
let digests: Record<string, string>;

afterAll(() => {
  bench.dispose();
});

beforeAll(async () => {
  bench = new ImageBench();
  digests = await bench.repository(name, "v1", "v2", "amd");
  const entry = { mediaType: "application/vnd.oci.image.manifest.v1+json", digest: digests["amd"], size: 1 };
  const manifests = [{ ...entry, platform: { os: "linux", architecture: "amd64" } }];
  await bench.put(name, "multi", { manifests }, LIST_TYPE);
  const imageId = { imageTag: "v1" };
  await bench.ecr.send(new StartImageScanCommand({ repositoryName: name, imageId }));
});

test("are listed with findings, platforms and use", async () => {
  const uses = [covered(name, digests["amd"] ?? "", 4)];
  const { stdout, stderr, error } = await bench.inspected(uses, ["images", "gate", name, "--sort", "tag"]);
  expect([stderr, error]).toEqual(["", undefined]);
  const rows = stdout.split("\n").filter((line) => /^(amd|multi|v\d|tags)/.test(line));
  const today = "\\d{4}-\\d\\d-\\d\\d";
  expect(rows).toEqual([
    expect.stringMatching(/^tags +pushed +last pull +in use +size +findings +class +signed +platforms +digest$/),
    expect.stringMatching(new RegExp(`^amd +${today} +- +4 .* not scanned +standard +- +linux/amd64 +sha256:`)),
    expect.stringMatching(new RegExp(`^multi +${today} +- +4 .* not scanned +standard +- +linux/amd64 +sha256:`)),
    expect.stringMatching(new RegExp(`^v1 +${today} +- +- .* 1 high +standard +- +- +sha256:`)),
    expect.stringMatching(new RegExp(`^v2 +${today} +- +- .* not scanned +standard +- +- +sha256:`)),
  ]);
});

test("are JSON, with what is unknown in notes", async () => {
  const { stdout, error } = await bench.run("images", "gate", name, "--tag", "v*", "--limit", "1", "-o", "json");
  expect(error).toBeUndefined();
  expect(JSON.parse(stdout)).toEqual({
    environment: "gate",
    account: EMULATED_ACCOUNT,
    region: REGION,
    repository: name,
    images: [
      {
        digest: expect.stringMatching(/^sha256:/),
        tags: [expect.stringMatching(/^v\d$/)],
        kind: "image",
        platforms: [],
        bytes: expect.any(Number),
        storageClass: "standard",
        pushedAt: expect.stringMatching(/Z$/),
        scan: expect.objectContaining({ severities: expect.any(Object) }),
        signatures: [],
      },
    ],
    omitted: 1,
    notes: [expect.stringContaining("It is not known which images are in use: gate: cannot query Amazon Inspector")],
  });
});

test("are listed even if AWS refuses to show scans", async () => {
  const refused = ({ operation }: AwsRequest): Fault | undefined =>
    operation === "DescribeImageScanFindings" ? { status: 400, type: "AccessDeniedException" } : undefined;
  const { stdout, error } = await bench.inspected([], ["images", "gate", name], refused);
  expect(error).toBeUndefined();
  expect(stdout).toMatch(/^v1 +\S+ +- +\? [^?]* \? +standard/m);
  expect(stdout).toContain("Note: Findings are incomplete: gate: cannot read scans (ecr:DescribeImageScanFindings)");
  expect(stdout).toContain("Note: It is not known which images are in use: Amazon Inspector does not scan");
});

test.each([
  ["0", "--limit: expected a number of images such as 20"],
  ["-1", "--limit: expected a number of images such as 20"],
  ["many", "--limit: expected a number of images such as 20"],
])("rejects the limit %s", async (limit, message) => {
  expect((await bench.run("images", "gate", name, "--limit", limit)).error).toContain(message);
});
