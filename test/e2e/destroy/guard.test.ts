import { EMULATED_ACCOUNT, ownEmulator } from "../../support/e2e/emulator";
import { DestroyBench, REGION } from "../../support/e2e/destroy";

const ORPHAN = "  - { repositoryName: guard/orphan, deletionPolicy: Orphan }\n";
const KEPT = "  - { repositoryName: guard/kept, deletionPolicy: Retain }\n";
const DROPPED = "  - { repositoryName: guard/dropped, deletionPolicy: Retain }\n";

let emulator: Awaited<ReturnType<typeof ownEmulator>>;
let bench: DestroyBench;

beforeAll(async () => {
  emulator = await ownEmulator(EMULATED_ACCOUNT, REGION);
  bench = new DestroyBench(emulator, "guard");
  bench.declare(ORPHAN + KEPT + DROPPED);
  await bench.deploy();
  await bench.push("guard/orphan", "1");
  await bench.push("guard/kept", "1");
});

afterAll(async () => {
  bench.dispose();
  await emulator.server.stop();
});

// Steps on one deployment, which only the last changes.
test("a protected repository that is no longer declared refuses, and nothing is done", async () => {
  bench.declare(ORPHAN, "removed: [guard/kept]\n");
  const { stdout, stderr, exit } = await bench.destroy("--yes", "--delete-images");
  expect(stdout.replaceAll("\n", " ")).toContain(
    "To keep it, declare it again. To leave it in AWS without Terraform, list it under `removed`. To delete it, list it under `released`.",
  );
  expect(stderr).toContain(
    "guard: nothing was destroyed, because guard/dropped cannot be destroyed (see REFUSED above)",
  );
  expect(exit).toBe(1);
  expect(await bench.contents()).toEqual({ "guard/dropped": 0, "guard/kept": 1, "guard/orphan": 1 });
});

test("what stays in AWS leaves the state with its guard, which would stop Terraform", async () => {
  bench.declare(ORPHAN, "removed: [guard/kept, guard/dropped]\n");
  const { stdout, exit } = await bench.destroy("--yes");
  expect(stdout).toContain(
    "Still in AWS, but no longer managed by Terraform: guard/dropped, guard/kept, guard/orphan.\n",
  );
  expect(exit).toBe(0);
  expect(await bench.contents()).toEqual({ "guard/dropped": 0, "guard/kept": 1, "guard/orphan": 1 });
  expect(await bench.terraform("state", "list")).toBe("");
});
