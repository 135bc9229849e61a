import { registerCost } from "../../../src/cli/cost/command";
import { detail, digest, ENVIRONMENT, keep, Project, REPOSITORIES } from "../../support/cli/lifecycle";

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
const SHARED = { digest: "sha256:shared", size: 3 * GIB };
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
      expect.stringContaining("AWS bills a shared layer once per repository"),
      "1 manifest list is not counted, because the images in a list are counted individually.",
    ],
  });
});

test("the table ends in plain words", async () => {
  const { stdout } = await project.run("cost", "dev", "--images", "images.json");
  expect(stdout).toContain("Most expensive repositories without a lifecycle policy:\n  $2.00  2 images  team/web");
  expect(stdout.trimEnd().split("\n").at(-1)).toBe(
    "7 images cost about $7.00 per month. After the lifecycle policies have run: $5.00.",
  );
  const without = await project.run("cost", "--images", "images.json");
  expect(without.stdout.trimEnd().split("\n").at(-1)).toBe(
    "7 images cost about $7.00 per month. No repository has a lifecycle policy, so the cost stays the same.",
  );
});

describe("policies that do otherwise than they seem", () => {
  const selecting = (rulePriority: number, tag: object, countType: string, countNumber: number) => ({
    rulePriority,
    selection: {
      ...{ tagStatus: "tagged", ...tag, countType, countNumber },
      ...(countType === "sinceImagePushed" ? { countUnit: "days" } : {}),
    },
    action: { type: "expire" },
  });
  const costOf = async (rules: readonly object[], images: readonly object[], ...args: string[]) => {
    project.write("policy.json", { rules });
    project.write("those.json", { imageDetails: images });
    return project.run("cost", "--images", "those.json", "--policy", "policy.json", "--now", "2026-03-01", ...args);
  };

  test("a rule for a prefix that no image has is told, and the repository counts as one without a policy", async () => {
    const rules = [selecting(1, { tagPrefixList: ["SNAPSHOT-"] }, "imageCountMoreThan", 10)];
    const images = [detail("1", "2026-01-01", ["sha-1", "v1"]), detail("2", "2026-01-02", ["dev"])];
    const { stdout } = await costOf(rules, images);
    expect(stdout).toMatch(/ idle +team\/api/);
    expect(stdout).toContain("Most expensive repositories without a lifecycle policy that selects an image:");
    expect(stdout).toContain("Lifecycle rules to check:\n  team/api: Rule 1 selects none of the 2 images.");
    const json = await costOf(rules, images, "-o", "json");
    expect(JSON.parse(json.stdout)).toMatchObject({
      repositories: [{ hasPolicy: true, selectsNone: true, findings: ["Rule 1 selects none of the 2 images."] }],
      worthAPolicy: ["team/api"],
    });
  });

  test("a rule that keeps too late is told with the image that goes", async () => {
    const rules = [
      selecting(1, { tagPatternList: ["pr-*"] }, "sinceImagePushed", 7),
      selecting(2, { tagPatternList: ["production"] }, "imageCountMoreThan", 1),
    ];
    const { stdout } = await costOf(rules, [detail("1", "2026-01-01", ["pr-12", "production"])]);
    expect(stdout.replaceAll(/\s+/g, " ")).toContain(
      'team/api: 1 image that would be deleted is among the images tagged "production", which rule 2 would keep',
    );
  });

  test("a policy that acts has no findings", async () => {
    const { stdout } = await costOf(
      [selecting(1, { tagPatternList: ["v*"] }, "imageCountMoreThan", 10)],
      [detail("1", "2026-01-01", ["v1"])],
    );
    expect(stdout).not.toContain("Lifecycle rules to check");
    expect(stdout).toMatch(/ yes +team\/api/);
  });
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
    notes: [expect.anything(), expect.stringContaining("the minimum of 90 days that AWS bills for an archived image")],
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

test("layers that batch-get-image tells count once, and what is not told is said", async () => {
  const manifest = (name: string): string =>
    JSON.stringify({ config: { digest: "sha256:c", size: 0 }, layers: [SHARED, { digest: name, size: GIB }] });
  const answer = (...fills: readonly string[]): object => ({
    images: fills.map((fill) => ({ imageId: { imageDigest: digest(fill) }, imageManifest: manifest(fill) })),
  });
  project.write("two.json", { imageDetails: ["a", "b"].map((fill) => detail(fill, "2026-01-01")) });
  project.write("one-manifest.json", answer("a"));
  project.write("manifests.json", answer("a", "b"));
  const costs = async (...files: readonly string[]): Promise<unknown> =>
    JSON.parse((await project.run("cost", "--images", "two.json", ...files, "-o", "json")).stdout);
  expect(await costs("manifests.json")).toMatchObject({
    totals: { now: { bytes: 5 * GIB } },
    notes: ["Layers that are shared within a repository are counted once, as AWS bills them."],
  });
  expect(await costs("one-manifest.json")).toMatchObject({
    totals: { now: { bytes: 5 * GIB } },
    notes: [
      expect.stringContaining(
        "1 image counts in full. AWS bills a shared layer once per repository, so the bill may be lower.",
      ),
    ],
  });
  expect(await costs()).toMatchObject({
    totals: { now: { bytes: 2 * GIB } },
    notes: [
      expect.stringContaining(
        "every image counts in full. AWS bills a shared layer once per repository, so the bill may be lower.",
      ),
    ],
  });
});

test.each<[readonly string[], string]>([
  [
    ["--images", "images.json", "--layers"],
    "--layers requires AWS and cannot be combined with --images. Add the output of",
  ],
  [[], "expected an environment or --images <file>, found neither. For example: npx ecr cost dev"],
  [
    ["--images", "images.json", "--price", "cheap"],
    '--price: expected dollars per GB per month, such as 0.10, found "cheap"',
  ],
  [
    ["--images", "images.json", "--archive-price", "-1"],
    '--archive-price: expected dollars per GB per month, such as 0.10, found "-1"',
  ],
])("%p is refused", async (args, message) => {
  const { error } = await project.run("cost", ...args);
  expect(error).toContain(message);
});

test.each<[string, readonly string[], string]>([
  ["an environment", ["dev", "--all"], "--all cannot be combined with an environment. Leave one out"],
  [
    "--images",
    ["--all", "--images", "a.json"],
    "--all cannot be combined with --images. Name an environment instead of --all, or leave out --images",
  ],
])("--all with %s is refused", async (_, args, message) => {
  const { error, stdout } = await project.run("cost", ...args);
  expect({ error, stdout }).toEqual({ error: message, stdout: "" });
});
