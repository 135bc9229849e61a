import { EMULATED_ACCOUNT } from "../../support/e2e/emulator";
import { basic, GateBench, REGION } from "../../support/e2e/scan-gate";

const REPOSITORY = "gate-refusals/api";
const IMAGE = `${REPOSITORY}:1`;
let bench: GateBench;

beforeAll(async () => {
  bench = new GateBench();
  await bench.create(REPOSITORY);
  await bench.put(REPOSITORY, "1");
});

afterAll(() => {
  bench.dispose();
});

test("ignored findings are printed, and do not fail", async () => {
  bench.project.write(
    "ignore.yaml",
    "- { id: CVE-1, reason: never called, expires: 2999-12-31 }\n- { id: CVE-404, reason: x, expires: 2999-12-31 }\n",
  );
  const { stdout, exitCode } = await bench.gate(
    () => basic(["CVE-1", "CRITICAL", "zlib"]),
    IMAGE,
    "--ignore",
    "ignore.yaml",
  );
  expect(stdout).toMatch(/ignored:\n +CRITICAL +CVE-1 +zlib +never called \(until 2999-12-31\)/);
  expect(stdout).toContain("Note: CVE-404 is on the ignore list, but the scan did not find it. Remove the entry.");
  expect(exitCode).toBe(0);
});

test("an image that AWS cannot scan passes only if the list names it", async () => {
  const unsupported = (): object => ({ imageScanStatus: { status: "UNSUPPORTED_IMAGE", description: "no OS" } });
  const gate = (list: string) => {
    bench.project.write("ignore.yaml", list);
    return bench.gate(unsupported, IMAGE, "--ignore", "ignore.yaml");
  };
  const accepted = await gate(`- { unscannable: "${IMAGE}", reason: static binary, expires: 2999-12-31 }\n`);
  expect(accepted.stdout).toContain("not scanned: AWS cannot scan this kind of image (UNSUPPORTED_IMAGE: no OS)");
  expect(accepted.stdout).toContain("accepted: static binary (until 2999-12-31)");
  expect(accepted.exitCode).toBe(0);
  const other = await gate(`- { unscannable: "${REPOSITORY}:2", reason: static binary, expires: 2999-12-31 }\n`);
  expect(other.stdout).toContain(`add { unscannable: "${IMAGE}", reason, expires } to the --ignore file`);
  expect(other.exitCode).toBe(1);
  const expired = await gate(`- { unscannable: "${IMAGE}", reason: static binary, expires: 2020-01-01 }\n`);
  expect(expired.error).toMatch(/^ignore\.yaml:1:\d+: error: .*the entry for gate-refusals\/api:1 has expired/);
  expect(expired.operations).toEqual([]);
});

test("a list of findings to ignore with faults stops the gate, each fault at its place", async () => {
  bench.project.write("ignore.yaml", "- id: CVE-1\n  reason: x\n  expires: 2020-01-01\n- id: CVE-2\n  expires: soon\n");
  const { error, operations } = await bench.gate(() => basic(), IMAGE, "--ignore", "ignore.yaml");
  expect(error?.split("\n")).toEqual([
    expect.stringMatching(/^ignore\.yaml:3:12: error: .*found 2020-01-01: the entry for CVE-1 has expired/),
    expect.stringMatching(/^ignore\.yaml:4:3: error: reason: expected text, found nothing/),
    expect.stringMatching(/^ignore\.yaml:5:12: error: .*expected a date such as 2026-12-31, found "soon"/),
  ]);
  expect(operations).toEqual([]);
});

test.each([
  [
    "absent.yaml",
    undefined,
    "--ignore: absent.yaml does not exist. Pass a file with one list of { id, reason, expires, package? } and { unscannable, reason, expires }",
  ],
  ["two.yaml", "- {}\n---\n- {}\n", "two.yaml:1:1: error: expected one list of"],
  ["broken.yaml", "- {", "broken.yaml:1:"],
])("a list of findings to ignore in %s is refused", async (name, text, message) => {
  if (text !== undefined) bench.project.write(name, text);
  const { error } = await bench.run(IMAGE, "--ignore", name);
  expect(error).toContain(message);
});

test("what was asked wrongly is told before AWS is asked", async () => {
  const run = async (...args: readonly string[]) => (await bench.run(...args)).error;
  expect(await run("gate-refusals/api")).toContain("it contains neither a tag nor a digest");
  expect(await run(IMAGE, "--fail-on", "severe")).toContain('found "severe"');
  expect(await run(IMAGE, "--wait", "long")).toContain('found "long"');
  expect(await run(IMAGE, "--env", "gat")).toContain('found "gat"');
  expect(await run(`111122223333.dkr.ecr.${REGION}.amazonaws.com/api:1`, "--env", "gate")).toContain(
    `(account 111122223333, ${REGION}), found gate (account ${EMULATED_ACCOUNT}, ${REGION})`,
  );
});

test("another account's credentials, an image that is not there and a denial are told", async () => {
  const run = async (...args: readonly string[]) => (await bench.run(...args)).error;
  expect(await run(IMAGE, "--env", "foreign")).toContain("expected AWS credentials for account 999988887777");
  expect(await run("gate-refusals/api:404")).toContain(
    "gate-refusals/api:404: cannot find the image gate-refusals/api:404",
  );
  expect(await run("gate/none:1")).toContain("cannot find the image gate/none:1");
  const denial = { status: 400, type: "AccessDeniedException", message: "not authorized to perform it" };
  const denied = await bench.through(
    ({ operation }) => (operation === "DescribeImageScanFindings" ? denial : undefined),
    [IMAGE],
  );
  expect(denied.stdout).toContain(
    "cannot read the scan of gate-refusals/api (ecr:DescribeImageScanFindings): not authorized",
  );
  expect(denied.exitCode).toBe(1);
});

test("no region, no credentials and no emulator are told as that", async () => {
  const run = async () => (await bench.run(IMAGE)).error;
  const { AWS_REGION, AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL, AWS_DEFAULT_REGION } = process.env;
  delete process.env["AWS_REGION"];
  delete process.env["AWS_DEFAULT_REGION"];
  expect(await run()).toContain("expected an AWS region, found none. Set AWS_REGION, pass --env");
  process.env["AWS_DEFAULT_REGION"] = AWS_DEFAULT_REGION;
  delete process.env["AWS_ACCESS_KEY_ID"];
  expect(await run()).toContain("no valid AWS credentials");
  Object.assign(process.env, { AWS_REGION, AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL: "http://127.0.0.1:9" });
  expect(await run()).toContain("AWS does not respond");
  process.env["AWS_ENDPOINT_URL"] = AWS_ENDPOINT_URL;
});

test("Ctrl-C ends the wait", async () => {
  const { error, stdout } = await bench.gate(() => {
    setImmediate(() => process.emit("SIGINT", "SIGINT"));
    return { imageScanStatus: { status: "PENDING" } };
  }, IMAGE);
  expect(error).toBe("interrupted (SIGINT)");
  expect(stdout).toBe("");
});
