import { execFile, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { githubReview } from "../../../src/operations/ci-workflow/review-github";
import { gitlabReview } from "../../../src/operations/ci-workflow/review-gitlab";
import { reviewSettings } from "../../support/operations/ci-workflow";

interface GithubStep {
  readonly name: string;
  readonly if?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface GithubReview {
  readonly jobs: {
    readonly review: { readonly permissions: object; readonly steps: readonly GithubStep[] };
  };
}
interface GitlabReview {
  readonly review: { readonly id_tokens?: object; readonly script: readonly string[] };
}

const github = (...signedIn: readonly string[]) =>
  (parse(githubReview(reviewSettings(...signedIn))) as GithubReview).jobs.review;
const gitlab = (...signedIn: readonly string[]) =>
  (parse(gitlabReview(reviewSettings(...signedIn))) as GitlabReview).review;
const SAME_REPOSITORY = "github.event.pull_request.head.repo.full_name == github.repository";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), "cdktf-ecr-ci-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("without a role, no token is requested", () => {
  expect(github().permissions).toEqual({ contents: "read", "pull-requests": "write" });
  expect(gitlab().id_tokens).toBeUndefined();
  expect(github().steps.map(({ name }) => name)).toEqual([
    ...["Check out", "Set up Node.js", "Install", "Review without AWS"],
    ...["Summarize", "Comment", "Validate", "Result"],
  ]);
});

test("each role is assumed for its environment only, and not for pull requests of forks", () => {
  const { permissions, steps } = github("dev", "production");
  expect(permissions).toEqual({ contents: "read", "pull-requests": "write", "id-token": "write" });
  const signIns = steps.filter(({ name }) => name.startsWith("Sign in"));
  expect(
    signIns.map((step) => [step.if, step.with?.["role-to-assume"], step.with?.["unset-current-credentials"]]),
  ).toEqual(
    ["dev", "production"].map((name) => [SAME_REPOSITORY, `arn:aws:iam::111122223333:role/${name}-review`, true]),
  );
  expect(steps.find(({ name }) => name === "Comment")?.if).toBe(SAME_REPOSITORY);
});

test("checked-in Terraform must be current", () => {
  const runs = github().steps.map(({ run }) => run);
  expect(runs).not.toContain("npx ecr generate --check");
  const current = (parse(githubReview({ ...reviewSettings(), generates: true })) as GithubReview).jobs.review.steps;
  expect(current.map(({ run }) => run)).toContain("npx ecr generate --check");
});

test("a project in a folder of its repository is reviewed there", () => {
  const inFolder = { ...reviewSettings(), folder: "infra/registries" };
  const { defaults, jobs } = parse(githubReview(inFolder)) as GithubReview & { readonly defaults: object };
  expect(defaults).toEqual({ run: { shell: "bash", "working-directory": "infra/registries" } });
  const node = jobs.review.steps.find(({ name }) => name === "Set up Node.js");
  expect(node?.with).toMatchObject({ "cache-dependency-path": "infra/registries/package-lock.json" });
  expect((parse(gitlabReview(inFolder)) as GitlabReview).review.script[0]).toBe("cd infra/registries");
});

describe("the comment on GitHub", () => {
  const script = github().steps.find(({ name }) => name === "Comment")?.run ?? "";

  function run(existing: string): string {
    writeFileSync(
      join(folder, "gh"),
      `#!/bin/sh\necho "$*" >> "${folder}/calls"\ncase "$*" in *--jq*) printf '%s' "$EXISTING" ;; esac\n`,
    );
    chmodSync(join(folder, "gh"), 0o755);
    const env = {
      PATH: `${folder}:${process.env["PATH"] ?? ""}`,
      GITHUB_REPOSITORY: "acme/registries",
      PULL_REQUEST: "7",
      EXISTING: existing,
    };
    const { status, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
      cwd: folder,
      env,
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([0, ""]);
    return readFileSync(join(folder, "calls"), "utf8").trim().split("\n").at(-1) ?? "";
  }

  test("is written once", () => {
    expect(run("")).toBe("api --silent --method POST repos/acme/registries/issues/7/comments -F body=@comment.md");
  });

  test("is updated after that", () => {
    expect(run("12\n15\n")).toBe(
      "api --silent --method PATCH repos/acme/registries/issues/comments/12 -F body=@comment.md",
    );
  });
});

describe("the note on GitLab", () => {
  const script = gitlab().script.find((text) => text.includes("REVIEW_TOKEN")) ?? "";
  const notes = new Map<number, string>();
  const refused: string[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (piece: Buffer) => (text += piece.toString()));
    request.on("end", () => {
      const url = new URL(request.url ?? "", "http://localhost");
      const { body = "" } = (text === "" ? {} : JSON.parse(text)) as { readonly body?: string };
      if (request.headers["private-token"] !== "secret") {
        refused.push(url.pathname);
        response.writeHead(401).end("{}");
        return;
      }
      const page = Number(url.searchParams.get("page") ?? 1);
      const all = [...notes].map(([id, note]) => ({ id, body: note }));
      if (request.method === "POST") notes.set(notes.size + 1, body);
      if (request.method === "PUT") notes.set(Number(url.pathname.split("/").at(-1)), body);
      response.end(JSON.stringify(request.method === "GET" ? all.slice((page - 1) * 100, page * 100) : {}));
    });
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  beforeEach(() => {
    notes.clear();
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
  });

  async function run(body: string, token: string): Promise<number> {
    writeFileSync(join(folder, "comment.md"), body);
    const env = {
      PATH: process.env["PATH"],
      CI_API_V4_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      CI_MERGE_REQUEST_PROJECT_ID: "5",
      CI_MERGE_REQUEST_IID: "7",
      REVIEW_TOKEN: token,
    };
    try {
      await promisify(execFile)("bash", ["-eo", "pipefail", "-c", script], { cwd: folder, env });
      return 0;
    } catch (cause) {
      return (cause as { readonly code: number }).code;
    }
  }

  test("is written once and updated after that, also after many notes of others", async () => {
    for (let id = 1; id <= 150; id += 1) notes.set(id, "someone else");
    expect(await run("<!-- ecr review -->\nfirst", "secret")).toBe(0);
    expect(await run("<!-- ecr review -->\nsecond", "secret")).toBe(0);
    expect(notes.size).toBe(151);
    expect(notes.get(151)).toBe("<!-- ecr review -->\nsecond");
  });

  test("is left out without a token, and fails the job with a wrong one", async () => {
    expect(await run("<!-- ecr review -->", "")).toBe(0);
    expect(notes.size).toBe(0);
    expect(await run("<!-- ecr review -->", "wrong")).toBe(1);
    expect(refused).toHaveLength(1);
  });
});
