import { CreateRepositoryCommand } from "@aws-sdk/client-ecr";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { seedEmulator } from "../../../src/emulator/seed";
import { EMULATED_ACCOUNT, ownEmulator } from "../../support/e2e/emulator";
import { DestroyBench, REGION } from "../../support/e2e/destroy";

const LIST = `
  - { repositoryName: tiny/force, forceDelete: true }
  - { repositoryName: tiny/full }
  - { repositoryName: tiny/empty }
  - { repositoryName: tiny/orphan, deletionPolicy: Orphan }
`;
/** Deployed like the others, and listed under `removed` later. A guard protects those with Retain. */
const KEPT = "  - { repositoryName: tiny/kept, forceDelete: true }\n";
const GUARDED = `
  - { repositoryName: tiny/guarded, deletionPolicy: Retain }
  - { repositoryName: tiny/dropped, deletionPolicy: Retain }
`;
const REMOVED = "removed: [tiny/kept, tiny/guarded, tiny/dropped]\n";
const OPERATOR = `
operator: { install: manifests, roleName: tiny-operator, manages: ["sandbox/"], serviceAccountMode: none }
cluster: { eks: tiny, oidcProvider: create }
`;
/** What there is before anything is destroyed. */
const BEFORE = {
  "other/theirs": 1,
  "tiny/dropped": 0,
  "tiny/empty": 0,
  "tiny/force": 2,
  "tiny/foreign": 1,
  "tiny/full": 3,
  "tiny/guarded": 1,
  "tiny/kept": 1,
  "tiny/orphan": 1,
};

let emulator: Awaited<ReturnType<typeof ownEmulator>>;
let bench: DestroyBench;

beforeAll(async () => {
  emulator = await ownEmulator(EMULATED_ACCOUNT, REGION);
  await seedEmulator(emulator.config, { eksClusters: ["tiny"] });
  bench = new DestroyBench(emulator, "tiny");
  bench.workspace.keepProvider();
  bench.declare(LIST + KEPT + GUARDED, OPERATOR);
  await bench.deploy();
  bench.declare(LIST, OPERATOR + REMOVED);
  for (const repositoryName of ["tiny/foreign", "other/theirs"]) {
    await bench.ecr.send(new CreateRepositoryCommand({ repositoryName }));
    await bench.push(repositoryName, "1");
  }
  await bench.push("tiny/force", "1", "2");
  await bench.push("tiny/full", "1", "2", "3");
  await bench.push("tiny/orphan", "1");
  await bench.push("tiny/kept", "1");
  await bench.push("tiny/guarded", "1");
});

afterAll(async () => {
  bench.dispose();
  await emulator.server.stop();
});

async function hasRole(): Promise<boolean> {
  const iam = new IAMClient(emulator.config);
  const found = await iam.send(new GetRoleCommand({ RoleName: "tiny-operator" })).catch(() => undefined);
  iam.destroy();
  return found !== undefined;
}

// Steps on one deployment, which only the last changes.
test("what would be deleted is shown, and images that AWS would not delete refuse", async () => {
  const { stdout, stderr, exit } = await bench.destroy();
  expect(stdout).toContain(`tiny: account ${EMULATED_ACCOUNT}, ${REGION}\n`);
  expect(stdout).toMatch(/^Delete: the repository does not contain images\.\n.*\n {2}0 +0 bytes +tiny\/empty$/m);
  expect(stdout).toMatch(/^Delete: forceDelete is deployed,.*\n.*\n.*\n {2}2 +\S+ \S+ +tiny\/force$/m);
  expect(stdout).toMatch(/^REFUSED: AWS does not delete a repository.*\n.*\n.*\n {2}3 +\S+ \S+ +tiny\/full$/m);
  expect(stdout).toMatch(/^Keep: deletionPolicy is Orphan\..*\n.*\n.*\n {2}1 +\S+ \S+ +tiny\/orphan$/m);
  expect(stdout).toMatch(/^Keep: listed under `removed`\..*\n(?:.+\n)* {2}1 +\S+ \S+ +tiny\/kept$/m);
  expect(stdout).toMatch(
    /^Delete +2 repositories +2 images .*\nKeep +4 repositories +3 images .*\nRefused +1 repo.* 3 im/m,
  );
  expect(stdout).toContain("Stacks to destroy: tiny-registry, tiny-access\n");
  expect(stdout).toContain("tiny-access also deletes the operator's role tiny-operator.");
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  expect(stderr).toContain(
    "error: tiny: nothing was destroyed, because tiny/full cannot be destroyed (see REFUSED above)",
  );
  expect(exit).toBe(1);
  expect(await bench.contents()).toEqual(BEFORE);
});

test("--yes alone deletes no image, not even where forceDelete was deployed", async () => {
  const { stdout, stderr, exit } = await bench.destroy("--yes");
  // One reason, said once.
  expect(stdout.match(/--yes alone does not delete/g)).toHaveLength(1);
  expect(stderr).toContain(
    "nothing was destroyed, because tiny/force, tiny/full cannot be destroyed (see REFUSED above)",
  );
  expect(exit).toBe(1);
  expect(await bench.contents()).toEqual(BEFORE);
});

test("a retained repository refuses all, declared or not, whatever else is asked for", async () => {
  const retained = LIST.replace("tiny/empty", "tiny/empty, deletionPolicy: Retain");
  bench.declare(retained + KEPT, `${OPERATOR}removed: [tiny/guarded]\n`);
  const { stdout, stderr, exit } = await bench.destroy("--yes", "--delete-images");
  expect(stdout).toMatch(
    /^REFUSED: deletionPolicy is Retain, so Terraform will not destroy the repository\nor anything else/m,
  );
  expect(stdout.replaceAll("\n", " ")).toContain(
    "To keep it, declare it again. To leave it in AWS without Terraform, list it under `removed`. To delete it, list it under `released`.",
  );
  expect(stderr).toContain(
    "nothing was destroyed, because tiny/dropped, tiny/empty cannot be destroyed (see REFUSED above)",
  );
  expect(exit).toBe(1);
  expect(await bench.contents()).toEqual(BEFORE);
});

test("without a terminal nobody can be asked, and nothing is destroyed", async () => {
  // An import that is still to come, which destroying must not carry out.
  bench.declare(`${LIST}  - { repositoryName: tiny/foreign }\n`, `${OPERATOR}imports: [tiny/foreign]\n${REMOVED}`);
  const { stdout, stderr, exit } = await bench.destroy("--delete-images");
  expect(stdout).toMatch(
    /^Delete: the images are deleted first \(--delete-images\), then the repository\.\n.*\n.*tiny\/full$/m,
  );
  expect(stdout).toContain("Declared, but not in the state of tiny-registry, so not destroyed: tiny/foreign\n");
  expect(stderr).toContain("tiny: nothing was destroyed, because there is no terminal for the confirmation.");
  expect(exit).toBe(1);
  expect(await bench.contents()).toEqual(BEFORE);
});

test("the name destroys what the state has, and leaves orphans and everybody else's as they were", async () => {
  expect(await hasRole()).toBe(true);
  const { text, exit } = await bench.destroyTyping([{ typed: "tiny\r" }], "--delete-images");
  expect(text).toContain("Removing kept repositories from the state: 4 repositories");
  expect(text).toContain("Deleting images: 3 images deleted");
  expect(text).toContain("Counting once more: nothing was added");
  expect(text.replaceAll(/\s+/g, " ")).toContain(
    "Destroyed tiny-registry, tiny-access: 3 repositories. Deleted 3 images first. Still in AWS, but no longer managed by Terraform: tiny/dropped, tiny/guarded, tiny/kept, tiny/orphan. ",
  );
  expect(exit).toBe(0);
  const { "tiny/empty": _, "tiny/force": __, "tiny/full": ___, ...left } = BEFORE;
  expect(await bench.contents()).toEqual(left);
  // Guards left too, which would have stopped Terraform.
  expect(await bench.terraform("state", "list")).toBe("");
  expect(await hasRole()).toBe(false);
});
