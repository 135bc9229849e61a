import { PutRegistryScanningConfigurationCommand } from "@aws-sdk/client-ecr";
import { basic, GateBench } from "../../support/e2e/scan-gate";

/** A region of its own, because the registry's scan type applies to all repositories there. */
const REGION = "ap-southeast-4";
let bench: GateBench;

const scanning = async (scanType: "BASIC" | "ENHANCED", ...filters: readonly string[]): Promise<void> => {
  const repositoryFilters = filters.map((filter) => ({ filter, filterType: "WILDCARD" as const }));
  const rules = filters.length === 0 ? [] : [{ scanFrequency: "SCAN_ON_PUSH" as const, repositoryFilters }];
  await bench.ecr.send(new PutRegistryScanningConfigurationCommand({ scanType, rules }));
};

beforeAll(async () => {
  bench = new GateBench(REGION);
  await bench.create("gate/enhanced", { imageScanningConfiguration: { scanOnPush: true } });
  await bench.put("gate/enhanced", "1");
});
afterAll(async () => {
  await scanning("BASIC");
  bench.dispose();
});

test("an image in no rule is told at once which rules decide, although its repository scans on push", async () => {
  await scanning("ENHANCED", "prod/*");
  const { stdout, stderr, exitCode } = await bench.gate(() => undefined, "gate/enhanced:1");
  expect(stdout).toContain("no rule of the registry's enhanced scanning matches gate/enhanced");
  expect(stdout).toContain("Add the name to repositoryFilters of a rule in registry.scanning");
  expect(stdout).not.toContain("start-image-scan");
  expect(stdout).not.toContain("Set scanOnPush");
  expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 1 });
});

test("an image in a rule is waited for", async () => {
  await scanning("ENHANCED", "gate/*");
  const { stderr } = await bench.gate(({ before }) => (before === 0 ? undefined : basic()), "gate/enhanced:1");
  expect(stderr).toBe("gate/enhanced: waiting, the image has not been scanned yet\n");
});

test("without permission to read the scan type, the message names both settings", async () => {
  await bench.create("other/unknown");
  await bench.put("other/unknown", "1");
  const { stdout } = await bench.through(
    ({ operation }) =>
      operation === "GetRegistryScanningConfiguration"
        ? { status: 400, type: "AccessDeniedException" }
        : operation === "DescribeImageScanFindings"
          ? { status: 400, type: "ScanNotFoundException" }
          : undefined,
    ["other/unknown:1", "--wait", "0"],
  );
  expect(stdout).toContain("Set scanOnPush: true, or add the repository to a rule in registry.scanning");
});
