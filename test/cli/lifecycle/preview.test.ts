import { Readable } from "node:stream";
import { detail, digest, ENVIRONMENT, keep, Project, REPOSITORIES } from "../../support/cli/lifecycle";

let project: Project;
beforeEach(() => {
  project = new Project();
  project.write("environments/dev/environment.yaml", ENVIRONMENT);
  project.write("environments/dev/repositories/team.yaml", REPOSITORIES);
  project.write("policy.json", keep(2));
  project.write("one.json", { imageDetails: IMAGES.slice(0, 2), nextToken: "x" });
  project.write("two.json", { imageDetails: IMAGES.slice(2) });
});
afterEach(() => {
  project.remove();
});

const IMAGES = [
  detail("a", "2026-01-01", ["v1"]),
  detail("b", "2026-01-02", ["v2", "b\u001b[31m"]),
  detail("c", "2026-01-03"),
  detail("d", "2026-01-04", ["v4"]),
];
const ALL = ["--images", "one.json", "two.json", "--now", "2026-02-01"];

test("-o json prints decisions and totals and nothing else", async () => {
  const { stdout, stderr, error } = await project.run(
    "lifecycle",
    "preview",
    "--policy",
    "policy.json",
    ...ALL,
    "-o",
    "json",
  );
  expect({ error, stderr }).toEqual({ error: undefined, stderr: "" });
  const stays = {
    action: "keep",
    rulePriority: null,
    claimedBy: 1,
    reason: "one of the newest 2 images, which rule 1 keeps",
    on: null,
    lastRecordedPullTime: null,
  };
  const goes = {
    lastRecordedPullTime: null,
    action: "expire",
    rulePriority: 1,
    claimedBy: 1,
    reason: "rule 1 keeps only the newest 2 images, and this image is older",
  };
  expect(JSON.parse(stdout)).toEqual({
    repository: "team/api",
    now: "2026-02-01T00:00:00.000Z",
    decisions: [
      { imageDigest: digest("d"), imageTags: ["v4"], ...stays },
      { imageDigest: digest("c"), imageTags: [], ...stays },
      { imageDigest: digest("b"), imageTags: ["v2", "b\u001b[31m"], ...goes, on: "2026-01-04T00:00:00.000Z" },
      { imageDigest: digest("a"), imageTags: ["v1"], ...goes, on: "2026-01-03T00:00:00.000Z" },
    ],
    totals: {
      keep: { images: 2, bytes: 2 ** 31 },
      expire: { images: 2, bytes: 2 ** 31 },
      archive: { images: 0, bytes: 0 },
    },
    rules: [{ rulePriority: 1, selected: 4, actsOn: 2, lostToEarlierRules: 0 }],
    findings: [],
  });
});

test("the table has what goes by rule, the oldest first, and ends in plain words", async () => {
  const { stdout } = await project.run("lifecycle", "preview", "--policy", "policy.json", ...ALL);
  expect(stdout).toContain("Rule 1 expires 2 images, 2.0 GB (Keep the newest 2):");
  expect(stdout.indexOf(digest("a").slice(0, 19))).toBeLessThan(stdout.indexOf(digest("b").slice(0, 19)));
  expect(stdout).toContain("v2, b [31m");
  expect(stdout.trimEnd().split("\n").at(-1)).toBe(
    "Of 4 images, 2 would be deleted permanently (2.0 GB). 2 would be kept, the oldest pushed on 2026-01-03. This saves about $0.20 per month at $0.10 per GB, or less if images share layers.",
  );
});

describe("pulls and findings", () => {
  const promoted = detail("a", "2026-01-01", ["sha-1", "production"], {
    lastRecordedPullTime: "2026-01-30T10:00:00+00:00",
  });
  const args = ["lifecycle", "preview", "--policy", "policy.json", "--images", "in-use.json", "--now", "2026-02-01"];
  const finding = "1 image that would be deleted was pulled in the last 7 days: sha-1, production on 2026-01-30.";
  beforeEach(() => {
    project.write("in-use.json", { imageDetails: [promoted, ...IMAGES.slice(1)] });
  });

  test("are in the table, with a line for each rule", async () => {
    const { stdout } = await project.run(...args);
    expect(stdout).toMatch(/2026-01-01 {2}2026-01-30 {2}2026-01-03 {2}1\.0 GB .* sha-1, production/);
    expect(stdout).toContain(`\nFinding: ${finding}\n`);
    expect(stdout).toMatch(/^rule {2}selects {2}acts on {2}lost to earlier rules {2}action$/m);
    expect(stdout).toMatch(/^1 {5}4 {8}2 {8}0 {22}deletes images beyond the newest 2$/m);
  });

  test("are in the JSON", async () => {
    const parsed = JSON.parse((await project.run(...args, "-o", "json")).stdout) as { decisions: object[] };
    expect(parsed).toMatchObject({ findings: [finding] });
    expect(parsed.decisions.at(-1)).toMatchObject({ lastRecordedPullTime: "2026-01-30T10:00:00.000Z" });
  });

  test("are in the page, which names the account", async () => {
    const { stdout } = await project.run(...args, "-o", "html");
    expect(stdout).toContain(`<h2>Findings</h2>\n<ul><li>${finding}</li></ul>`);
    expect(stdout).toContain("<p>Account 111122223333</p>");
    expect(stdout).toContain(">2026-01-30</td>");
  });
});

test("the page of a declared repository names environment, account and region", async () => {
  const { stdout } = await project.run("lifecycle", "preview", "dev", "team/api", ...ALL, "-o", "html");
  expect(stdout).toContain("<p>Environment dev, account 111122223333, region eu-west-1</p>");
});

test("images at a count's limit with the same push time are told", async () => {
  project.write("ties.json", { imageDetails: ["a", "b", "c"].map((fill) => detail(fill, "2026-01-01", [fill])) });
  const { stdout } = await project.run("lifecycle", "preview", "--policy", "policy.json", "--images", "ties.json");
  expect(stdout).toContain(
    "Note: the result for 3 images is uncertain, because several images at the limit of a count rule have the same push time.",
  );
});

test("an environment's repository has its declared policy", async () => {
  const { stdout } = await project.run("lifecycle", "preview", "dev", "team/api", ...ALL, "-o", "json");
  expect(JSON.parse(stdout)).toMatchObject({
    repository: "team/api",
    totals: { keep: { images: 3 }, expire: { images: 1 } },
  });
});

test("pages come from standard input too", async () => {
  const stdin = Object.getOwnPropertyDescriptor(process, "stdin");
  Object.defineProperty(process, "stdin", {
    configurable: true,
    value: Readable.from([Buffer.from(JSON.stringify({ imageDetails: IMAGES }))]),
  });
  try {
    const { stdout } = await project.run(
      "lifecycle",
      "preview",
      "--policy",
      "policy.json",
      "--images",
      "-",
      "-o",
      "json",
    );
    expect(JSON.parse(stdout)).toMatchObject({ totals: { keep: { images: 2 }, expire: { images: 2 } } });
  } finally {
    if (stdin !== undefined) Object.defineProperty(process, "stdin", stdin);
  }
});

describe("--compare", () => {
  test("tells what a changed policy does differently", async () => {
    const { stdout } = await project.run(
      "lifecycle",
      "preview",
      "dev",
      "team/api",
      ...ALL,
      "--compare",
      "policy.json",
      "-o",
      "json",
    );
    expect(JSON.parse(stdout)).toMatchObject({
      differences: [
        {
          imageDigest: digest("b"),
          before: { action: "keep", rulePriority: null },
          after: { action: "expire", rulePriority: 1 },
        },
      ],
      totals: { before: { expire: { images: 1 } }, after: { expire: { images: 2 } } },
    });
  });

  test("does so in a table", async () => {
    const { stdout } = await project.run("lifecycle", "preview", "dev", "team/api", ...ALL, "--compare", "policy.json");
    expect(stdout).toContain("1 image kept by the current policy, deleted by the changed policy:");
    expect(stdout).toContain("Images: expire 1 -> 2, archive 0 -> 0, keep 3 -> 2");
  });

  test("says when nothing differs", async () => {
    const { stdout } = await project.run(
      "lifecycle",
      "preview",
      "--policy",
      "policy.json",
      ...ALL,
      "--compare",
      "policy.json",
    );
    expect(stdout).toContain("Both policies treat every image the same.");
  });
});

test("what was assumed goes to standard error beside JSON, and into the table", async () => {
  const args = ["lifecycle", "preview", "--policy", "policy.json", "--images", "two.json", "--now", "2026-01-03"];
  const note = "1 image was pushed after 2026-01-03T00:00:00.000Z, the time of this preview";
  expect((await project.run(...args, "-o", "json")).stderr).toContain(`note: ${note}`);
  const table = await project.run(...args);
  expect(table.stdout).toContain(`Note: ${note}`);
  expect(table.stderr).toBe("");
});

test("an empty listing is no error", async () => {
  project.write("empty.json", { imageDetails: [] });
  const { stdout, error } = await project.run(
    "lifecycle",
    "preview",
    "--policy",
    "policy.json",
    "--images",
    "empty.json",
  );
  expect(error).toBeUndefined();
  expect(stdout).toContain("There are no images, so the policy does not delete anything.");
});
