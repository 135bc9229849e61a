import { registerCost } from "../../../cli/cost/command";
import { detail, ENVIRONMENT, keep, Project, REPOSITORIES } from "../lifecycle/support";

let project: Project;
beforeEach(() => {
  project = new Project(registerCost);
  project.write("environments/dev/environment.yaml", ENVIRONMENT);
  project.write("environments/dev/repositories/team.yaml", REPOSITORIES);
  project.write("images.json", {
    imageDetails: [
      ...["1", "2", "3", "4", "5"].map((fill) => detail(fill, `2026-01-0${fill}`, [], { imageSizeInBytes: 10 * GIB })),
      detail("a", "2026-01-01", [], { repositoryName: "team/web", imageSizeInBytes: 20 * GIB }),
      detail("b", "2026-01-01", [], {
        repositoryName: "team/web",
        imageSizeInBytes: 20 * GIB,
        imageManifestMediaType: LIST,
      }),
    ],
  });
});
afterEach(() => {
  project.remove();
});

const GIB = 2 ** 30;
const LIST = "application/vnd.oci.image.index.v1+json";

test("an environment's repositories cost what is stored, and less once their policies have acted", async () => {
  const { stdout, error } = await project.run("cost", "dev", "--images", "images.json", "-o", "json");
  expect(error).toBeUndefined();
  expect(JSON.parse(stdout)).toMatchObject({
    prices: { standard: 0.1, archive: 0.1 },
    repositories: [
      {
        repository: "team/api",
        hasPolicy: true,
        now: { images: 5, bytes: 50 * GIB, cost: expect.closeTo(5) },
        after: { images: 3, bytes: 30 * GIB, cost: expect.closeTo(3) },
      },
      { repository: "team/web", hasPolicy: false, now: { bytes: 20 * GIB }, after: { cost: expect.closeTo(2) } },
    ],
    totals: { now: { cost: expect.closeTo(7) }, after: { cost: expect.closeTo(5) } },
    worthAPolicy: ["team/web"],
    notes: [
      expect.stringContaining("AWS bills a layer that images of a repository share once"),
      "1 manifest list count nothing beside their parts.",
    ],
  });
});

test("the table ends in plain words", async () => {
  const { stdout } = await project.run("cost", "dev", "--images", "images.json");
  expect(stdout).toContain("Worth a lifecycle policy first:\n  $2.00  2 images  team/web");
  expect(stdout.trimEnd().split("\n").at(-1)).toBe(
    "7 images cost about $7.00 a month; once the policies have acted, $5.00.",
  );
});

test("prices can be those of a Region, and an archived image costs the archive's", async () => {
  project.write("archived.json", {
    imageDetails: [detail("a", "2026-01-01", [], { imageStatus: "ARCHIVED" }), detail("b", "2026-01-01")],
  });
  const { stdout } = await project.run(
    "cost",
    "--images",
    "archived.json",
    "--price",
    "0.2",
    "--archive-price",
    "0.05",
    "-o",
    "json",
  );
  expect(JSON.parse(stdout)).toMatchObject({
    totals: { now: { cost: expect.closeTo(0.25) } },
    notes: [expect.anything(), expect.stringContaining("billed for 90 days at least")],
  });
});

test("one policy for every repository shows what it would save", async () => {
  project.write("one.json", keep(1));
  const { stdout } = await project.run("cost", "--images", "images.json", "--policy", "one.json", "-o", "json");
  expect(JSON.parse(stdout)).toMatchObject({
    repositories: [{ after: { images: 1 } }, { hasPolicy: true, after: { images: 1 } }],
    worthAPolicy: [],
  });
});

test.each<[readonly string[], string]>([
  [[], "write an environment, as in: cost dev, or --images <file>"],
  [
    ["--images", "images.json", "--price", "cheap"],
    '--price: found "cheap"; dollars a GB and month are expected, as in 0.10',
  ],
  [["--images", "images.json", "--archive-price", "-1"], '--archive-price: found "-1"'],
])("%p is refused", async (args, message) => {
  const { error } = await project.run("cost", ...args);
  expect(error).toContain(message);
});
