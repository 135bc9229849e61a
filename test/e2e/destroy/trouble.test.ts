import { ecrProgram } from "../../support/compiled";
import { EMULATED_ACCOUNT, ownEmulator } from "../../support/e2e/emulator";
import { FaultyProxy, type AwsRequest, type Fault } from "../../support/e2e/faulty-proxy";
import { eventually } from "../../support/e2e/processes";
import { DestroyBench, REGION } from "../../support/e2e/destroy";

const LIST = "  - { repositoryName: half/one }\n  - { repositoryName: half/two }\n";

let emulator: Awaited<ReturnType<typeof ownEmulator>>;
let bench: DestroyBench;

beforeAll(async () => {
  emulator = await ownEmulator(EMULATED_ACCOUNT, REGION);
  bench = new DestroyBench(emulator, "half");
  bench.declare(LIST);
  await bench.deploy();
  await bench.push("half/one", "1", "2");
});

afterAll(async () => {
  bench.dispose();
  await emulator.server.stop();
});

function proxied(fault: (request: AwsRequest) => Fault | undefined | Promise<Fault | undefined>): Promise<FaultyProxy> {
  return FaultyProxy.start(emulator.endpoint, fault);
}

test("images that cannot be counted refuse, and the other repositories are still shown", async () => {
  const proxy = await proxied(({ operation, body }) =>
    operation === "DescribeImages" && body.includes("half/two")
      ? { status: 400, type: "AccessDeniedException", message: "not authorized" }
      : undefined,
  );
  const { ran } = bench.start(["--yes", "--delete-images", "-o", "json"], { AWS_ENDPOINT_URL: proxy.endpoint });
  const { stdout, stderr, exit } = await ran;
  await proxy.stop();
  expect(stderr).toMatch(/^Delete: the images are deleted first.*\n.*\n {2}2 +\S+ \S+ +half\/one$/m);
  expect(stderr).toMatch(/^REFUSED: the images cannot be counted\. half: cannot list the images/m);
  expect(stderr).toMatch(/^ {2}\? +\? +half\/two$/m);
  expect(JSON.parse(stdout)).toEqual({
    environment: "half",
    account: EMULATED_ACCOUNT,
    region: REGION,
    stacks: ["half-registry"],
    destroyed: false,
    repositories: [
      {
        repositoryName: "half/one",
        region: REGION,
        images: 2,
        bytes: expect.any(Number),
        outcome: "empty",
        reason: expect.any(String),
      },
      {
        repositoryName: "half/two",
        region: REGION,
        outcome: "refuse",
        reason: expect.stringContaining("cannot be counted"),
      },
    ],
  });
  expect(stderr).toContain("nothing was destroyed, because half/two cannot be destroyed (see REFUSED above)");
  expect(exit).toBe(1);
});

test("another account, no emulator and an unknown environment destroy nothing", async () => {
  bench.workspace.write(
    "environments/foreign/environment.yaml",
    `account: "999988887777"\nregion: ${REGION}\nstate: { local: {} }\n`,
  );
  const run = async (name: string, env: NodeJS.ProcessEnv = {}) => {
    const { ran } = bench.workspace.start(process.execPath, [ecrProgram(), "destroy", name, "--yes"], {
      ...emulator.env,
      ...env,
    });
    return (await ran).stderr;
  };
  expect(await run("foreign")).toContain("expected AWS credentials for account 999988887777");
  expect(await run("halve")).toContain('expected an environment in environments/ (foreign or half), found "halve".');
  expect(await run("half", { AWS_ENDPOINT_URL: "http://127.0.0.1:9" })).toContain("AWS does not respond");
  expect(await bench.contents()).toEqual({ "half/one": 2, "half/two": 0 });
});

test("interrupted half-way, it says how far it came, and goes on from there", async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let waiting = false;
  const proxy = await proxied(async ({ operation, body }) => {
    if (operation !== "DeleteRepository" || !body.includes("half/two")) return undefined;
    waiting = true;
    await held;
    return { status: 400, type: "AccessDeniedException", message: "not today" };
  });
  const { child, ran } = bench.start(["--yes", "--delete-images"], { AWS_ENDPOINT_URL: proxy.endpoint });
  const gone = async () => !Object.keys(await bench.contents()).includes("half/one");
  await eventually(async () => (waiting && (await gone()) ? true : undefined), 120);
  child.kill("SIGINT");
  release();
  const { stderr, exit } = await ran;
  await proxy.stop();
  expect(stderr).toContain(
    "Destroyed so far: no stack completely, 1 of 2 repositories, 2 images.\nTo continue, run the command again.",
  );
  expect(stderr).toContain("error: interrupted (SIGINT)");
  expect(exit).toBe(130);
  expect(await bench.contents()).toEqual({ "half/two": 0 });

  const again = await bench.destroy("--yes");
  // Terraform may have been stopped before it noted that half/one is gone.
  expect(again.stdout).toMatch(/^Destroyed half-registry: (1 repository|2 repositories)\.$/m);
  expect(await bench.contents()).toEqual({});
});
