import { statusTable } from "../../../src/cli/status/table";
import { repositoryStatus, type RepositoryReading } from "../../../src/operations/status/status";

const AT = "2026-01-31T10:20:30Z";

function status(repositoryName: string, parts: Partial<RepositoryReading>) {
  return repositoryStatus(
    {
      repositoryName,
      owner: "terraform",
      existing: {
        repositoryName,
        repositoryArn: `arn:aws:ecr:eu-west-1:111122223333:repository/${repositoryName}`,
        repositoryUri: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/${repositoryName}`,
        registryId: "111122223333",
        createdAt: "2025-11-22T20:15:30.123Z",
        imageTagMutability: "MUTABLE",
        imageTagMutabilityExclusionFilters: [],
        scanOnPush: false,
        encryptionType: "AES256",
      },
      differences: [],
      faults: [],
      readAt: "2026-01-31T10:20:29.500Z",
      ...parts,
    },
    { account: "111122223333", region: "eu-west-1" },
  );
}

const API = status("team/api", {
  images: {
    count: 12,
    bytes: 1.5 * 2 ** 30,
    lastPush: "2026-01-30T08:00:00.000Z",
    scan: { digest: "sha256:a", tags: ["v1"], status: "COMPLETE", severities: { HIGH: 2 } },
  },
});

const plain = (wide: boolean, ...statuses: Parameters<typeof statusTable>[1]): string[] =>
  statusTable("dev", statuses, AT, { wide }).split("\n");

beforeEach(() => {
  process.env["NO_COLOR"] = "1";
});

afterEach(() => {
  delete process.env["NO_COLOR"];
});

test("a warning of a quota is below the table, with the name in front", () => {
  const full = status("team/full", { images: { count: 100_000, bytes: 1 } });
  expect(plain(false, API, full)).toContain(
    "team/full: warning: 100,000 of 100,000 images (100%): ECR rejects every push of a new image",
  );
});

test("a line a repository, then what differs and what could not be read, then the totals", () => {
  const web = status("team/web", {
    differences: [
      { field: "imageTagMutability", declared: "IMMUTABLE", found: "MUTABLE", origin: "changed" },
      { field: "tags.Team", declared: "a", origin: "changed" },
    ],
    faults: ["dev: cannot list the images of team/web: denied"],
  });
  const unread = status("team/x", { faults: ["dev: cannot read the policies and tags of team/x: denied"] });
  const missing = status("team/y", { existing: undefined });
  const other = status("other", { owner: "nobody" });
  expect(plain(false, API, web, unread, missing, other)).toEqual([
    "NAME      READY    IMAGES  SIZE    LAST PUSH   FINDINGS",
    "team/api  True     12      1.5 GB  2026-01-30  2 high (v1)",
    "team/web  False    -       -       -           -",
    "team/x    Unknown  -       -       -           -",
    "team/y    False    -       -       -           -",
    "other     -        -       -       -           -",
    "",
    "team/web: imageTagMutability: declared IMMUTABLE, found MUTABLE",
    'team/web: tags.Team: declared "a", found nothing',
    "team/web: dev: cannot list the images of team/web: denied",
    "team/x: dev: cannot read the policies and tags of team/x: denied",
    "team/y: not in AWS yet; deploy it",
    "other: not declared",
    "",
    "dev: 4 declared: 1 ready, 1 missing, 1 differs, 1 not read completely; 1 not declared",
    "Read from AWS at 2026-01-31T10:20:30Z.",
    "",
  ]);
});

test("the wide table has the ARN, URI, registry id, and times to the second", () => {
  expect(plain(true, API).slice(0, 2)).toEqual([
    "NAME      READY  IMAGES  SIZE    LAST PUSH             FINDINGS     CREATED               REGISTRY ID   URI                                                    ARN                                                     LAST SYNC             MESSAGE",
    "team/api  True   12      1.5 GB  2026-01-30T08:00:00Z  2 high (v1)  2025-11-22T20:15:30Z  111122223333  111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api  arn:aws:ecr:eu-west-1:111122223333:repository/team/api  2026-01-31T10:20:29Z  as declared",
  ]);
});

test("an environment without repositories says so", () => {
  expect(plain(false)).toEqual([
    "No repositories.",
    "",
    "dev: 0 declared",
    "Read from AWS at 2026-01-31T10:20:30Z.",
    "",
  ]);
});

test("colours leave the columns where they are", () => {
  const without = statusTable("dev", [API, status("b", { existing: undefined })], AT, { wide: false });
  delete process.env["NO_COLOR"];
  process.env["FORCE_COLOR"] = "1";
  const painted = statusTable("dev", [API, status("b", { existing: undefined })], AT, { wide: false });
  delete process.env["FORCE_COLOR"];
  expect(painted).toBe(without.replace("not in AWS yet; deploy it", "\u001b[31mnot in AWS yet; deploy it\u001b[39m"));
});
