import { readFileSync, writeFileSync } from "node:fs";
import { EMULATED_ACCOUNT, ownEmulator } from "../../support/e2e/emulator";
import { FaultyProxy, type AwsRequest } from "../../support/e2e/faulty-proxy";
import { DestroyBench, REGION } from "../../support/e2e/destroy";

jest.setTimeout(300_000);

const POLICIES = "lifecyclePolicy: { keepNewest: 50 }";
const LIST = `
  - { repositoryName: grow/full, pullPrincipals: ["111122223333"], ${POLICIES} }
  - { repositoryName: grow/empty, pullPrincipals: ["111122223333"], ${POLICIES} }
  - { repositoryName: grow/late }
`;
const BOTH = ["lifecycle policy", "repository policy"];

let emulator: Awaited<ReturnType<typeof ownEmulator>>;
let bench: DestroyBench;

beforeAll(async () => {
  emulator = await ownEmulator(EMULATED_ACCOUNT, REGION);
  bench = new DestroyBench(emulator, "grow");
  bench.declare(LIST);
  await bench.deploy();
  await bench.push("grow/full", "1", "2");
});

afterAll(async () => {
  bench.dispose();
  await emulator.server.stop();
});

/** Unattended, with images pushed just before the emulator gets a request. */
async function destroyPushing(repositoryName: string, tag: string, when: (request: AwsRequest) => boolean) {
  let pushed = false;
  const proxy = await FaultyProxy.start(emulator.endpoint, async (request) => {
    if (!pushed && when(request)) {
      pushed = true;
      await bench.push(repositoryName, tag);
    }
    return undefined;
  });
  const { ran } = bench.start(["--yes", "--delete-images"], { AWS_ENDPOINT_URL: proxy.endpoint });
  const result = await ran;
  await proxy.stop();
  return result;
}

// Steps on one deployment: each leaves what the next begins with.
test("what is pushed or enters the state while the question is open is shown and asked about", async () => {
  const file = bench.stateFile();
  const whole = readFileSync(file, "utf8");
  await bench.terraform("state", "rm", "aws_ecr_repository.grow_late");
  const before = async (): Promise<void> => {
    await bench.push("grow/full", "3");
    await bench.push("grow/empty", "1");
    writeFileSync(file, whole);
  };
  const answers = [{ before, typed: "grow\r" }, { typed: "no\r" }];
  const { text, exit } = await bench.destroyTyping(answers, "--delete-images");
  const [shown = "", again = ""] = text.replaceAll("\r", "").split("Images or repositories were added");
  expect(shown).toMatch(/^ {2}2 +\S+ \S+ +grow\/full$/m);
  expect(again).toMatch(/^ {2}1 +1 +\S+ \S+ +grow\/empty\n {2}1 +3 +\S+ \S+ +grow\/full$/m);
  expect(again).toMatch(/^ {2}0 +0 +0 bytes +grow\/late$/m);
  expect(again).toMatch(/^Delete +3 repositories +4 images/m);
  expect(again).toContain("grow: nothing was destroyed, because you did not type grow.");
  expect(exit).toBe(1);
  expect(await bench.contents()).toEqual({ "grow/empty": 1, "grow/full": 3, "grow/late": 0 });
});

test("unattended, what is pushed after the first count refuses", async () => {
  let counts = 0;
  const isSecond = ({ operation, body }: AwsRequest): boolean =>
    operation === "DescribeImages" && body.includes("grow/full") && (counts += 1) === 2;
  const { stdout, stderr, exit } = await destroyPushing("grow/full", "4", isSecond);
  expect(stdout).toMatch(/^ {2}NEW +IMAGES +SIZE +REPOSITORY\n {2}1 +4 +\S+ \S+ +grow\/full$/m);
  expect(stderr).toContain(
    "grow: nothing was destroyed, because repositories or images were added after the list was shown: grow/full (1 image)",
  );
  expect(exit).toBe(1);
  expect(await bench.contents()).toEqual({ "grow/empty": 1, "grow/full": 4, "grow/late": 0 });
});

test("what is pushed while images are deleted stays, with its repository and policies", async () => {
  const { stderr, exit } = await destroyPushing(
    "grow/full",
    "5",
    ({ operation, body }) => operation === "BatchDeleteImage" && body.includes("grow/full"),
  );
  expect(stderr).toContain(
    "grow: terraform destroy was not started, because repositories or images were added after the list was shown: grow/full (1 image)",
  );
  expect(stderr).toContain(
    "Destroyed so far: no stack completely, 0 of 3 repositories, 5 images.\nThe policies of the remaining",
  );
  expect(exit).toBe(1);
  expect(await bench.contents()).toEqual({ "grow/empty": 0, "grow/full": 1, "grow/late": 0 });
  for (const name of ["grow/full", "grow/empty"]) expect(await bench.policies(name)).toEqual(BOTH);
});

test("what is pushed while Terraform runs keeps its repository with its policies, and a deployment manages them again", async () => {
  // Import blocks of what the state has already, or no longer has, must not bring the policies back for Terraform to delete.
  bench.declare(LIST, "imports: [grow/empty]\n");
  await bench.deploy();
  const { stderr, exit } = await destroyPushing(
    "grow/empty",
    "6",
    ({ operation, body }) => operation === "DeleteRepository" && body.includes("grow/empty"),
  );
  expect(stderr).toContain("RepositoryNotEmptyException");
  expect(stderr).toContain(
    "Destroyed so far: no stack completely, 2 of 3 repositories, 1 image.\nAdded since the last count: grow/empty (1 image).\nThe policies of the remaining",
  );
  expect(exit).toBe(1);
  expect(await bench.contents()).toEqual({ "grow/empty": 1 });
  expect(await bench.policies("grow/empty")).toEqual(BOTH);
  expect(await bench.terraform("state", "list")).toBe("aws_ecr_repository.grow_empty\n");

  await bench.deploy();
  expect((await bench.terraform("state", "list")).split("\n")).toEqual(
    expect.arrayContaining(["aws_ecr_lifecycle_policy.grow_empty", "aws_ecr_repository_policy.grow_empty"]),
  );
  expect(await bench.policies("grow/empty")).toEqual(BOTH);
});
