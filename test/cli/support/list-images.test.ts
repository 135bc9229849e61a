import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { type Command } from "commander";
import { registerCost } from "../../../src/cli/cost/command";
import { registerLifecycle } from "../../../src/cli/lifecycle/command";
import { detail, digest, ENVIRONMENT, Project, REPOSITORIES } from "../../support/cli/lifecycle";

type Answer = (request: Readonly<Record<string, unknown>>) => { status?: number; body: object };

/** An ECR that answers what a test says. */
let server: Server;
let answers: Record<string, Answer>;
let asked: (readonly [string, Readonly<Record<string, unknown>>])[];
let project: Project;

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const operation = String(request.headers["x-amz-target"]).replace(/^.*\./, "");
      const body = JSON.parse(Buffer.concat(pieces).toString()) as Record<string, unknown>;
      asked.push([operation, body]);
      const answer = answers[operation]?.(body) ?? { status: 500, body: {} };
      response.writeHead(answer.status ?? 200, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  project = new Project((program: Command, root: string) => {
    registerLifecycle(program, root);
    registerCost(program, root);
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  project.write("environments/dev/environment.yaml", `${ENVIRONMENT}provider: { endpoints: { ecr: "${endpoint}" } }\n`);
  project.write("environments/dev/repositories/team.yaml", REPOSITORIES);
  for (const [name, value] of Object.entries(ENV)) {
    before.set(name, process.env[name]);
    process.env[name] = value;
  }
});

const ENV = {
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_MAX_ATTEMPTS: "1",
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
};
const before = new Map<string, string | undefined>();

afterEach(async () => {
  for (const [name, value] of before) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
  project.remove();
  await new Promise((resolve) => server.close(resolve));
});

const LIST = "application/vnd.oci.image.index.v1+json";
const at = (day: number): number => Date.UTC(2026, 0, day) / 1000;
const listed = (fill: string, day: number, more: object = {}): object =>
  detail(fill, "", [], { imagePushedAt: at(day), ...more });

test("all pages are listed, archived images too, and manifest lists are asked for their parts", async () => {
  const pages: Record<string, object> = {
    first: { imageDetails: [listed("a", 1, { imageStatus: "ARCHIVED" }), listed("b", 2)], nextToken: "second" },
    second: {
      imageDetails: [
        listed("c", 20, { imageManifestMediaType: LIST, imageTags: ["v1"] }),
        listed("d", 21),
        listed("e", 22),
      ],
    },
  };
  answers = {
    DescribeImages: ({ nextToken }) => ({ body: pages[typeof nextToken === "string" ? nextToken : "first"] ?? {} }),
    BatchGetImage: () => ({
      body: {
        images: [
          {
            imageId: { imageDigest: digest("c") },
            imageManifest: JSON.stringify({ manifests: [{ digest: digest("b") }] }),
          },
        ],
      },
    }),
  };
  const { stdout, stderr, error } = await project.run(
    "lifecycle",
    "preview",
    "dev",
    "team/api",
    "--now",
    "2026-02-01",
    "-o",
    "json",
  );
  expect(error).toBeUndefined();
  const { decisions } = JSON.parse(stdout) as { decisions: { imageDigest: string; reason: string }[] };
  expect(decisions.map(({ imageDigest }) => imageDigest.slice(7, 8))).toEqual(["e", "d", "c", "b", "a"]);
  expect(decisions[3]?.reason).toContain(`it is part of the manifest list ${digest("c")} (v1), which is kept`);
  expect(stderr).toBe("");
  expect(
    asked.map(([operation, { repositoryName, registryId, filter }]) => [operation, repositoryName, registryId, filter]),
  ).toEqual([
    ["DescribeImages", "team/api", "111122223333", { imageStatus: "ANY" }],
    ["DescribeImages", "team/api", "111122223333", { imageStatus: "ANY" }],
    ["BatchGetImage", "team/api", "111122223333", undefined],
  ]);
});

test.each([
  [
    "RepositoryNotFoundException",
    "account 111122223333 does not have a repository team/api in eu-west-1. Deploy dev first, or pass --images <file>",
  ],
  [
    "AccessDeniedException",
    "dev: cannot list the images of team/api (ecr:DescribeImages, ecr:BatchGetImage): no. Request this permission in account 111122223333, eu-west-1",
  ],
  [
    "InvalidParameterException",
    "dev: cannot list the images of team/api (ecr:DescribeImages, ecr:BatchGetImage): no (account 111122223333, eu-west-1)",
  ],
])("%s is told in words", async (type, message) => {
  answers = { DescribeImages: () => ({ status: 400, body: { __type: type, message: "no" } }) };
  const { error, stdout } = await project.run("lifecycle", "preview", "dev", "team/api");
  expect(error).toContain(message);
  expect(stdout).toBe("");
});

test("costs are of the repositories that are there, and others are told", async () => {
  answers = {
    DescribeImages: ({ repositoryName }) =>
      repositoryName === "team/api"
        ? { body: { imageDetails: [listed("a", 1)] } }
        : { status: 400, body: { __type: "RepositoryNotFoundException", message: "no" } },
  };
  const { stdout, error } = await project.run("cost", "dev", "-o", "json");
  expect(error).toBeUndefined();
  expect(JSON.parse(stdout)).toMatchObject({
    repositories: [{ repository: "team/api", now: { images: 1 } }],
    notes: ["team/web is not deployed yet, so it costs nothing.", expect.anything()],
  });
});

test("a refusal ends the costs", async () => {
  answers = { DescribeImages: () => ({ status: 400, body: { __type: "AccessDeniedException", message: "no" } }) };
  const { error } = await project.run("cost", "dev");
  expect(error).toMatch(
    /cannot list the images of team\/\w+ \(ecr:DescribeImages, ecr:BatchGetImage\): no. Request this/,
  );
});
