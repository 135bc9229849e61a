import { parse } from "yaml";
import { bitbucketPipeline } from "../../../src/operations/ci-workflow/bitbucket";
import { type CiWorkflowSettings } from "../../../src/domain/ci/workflow-settings";
import { runScript } from "../../support/operations/ci-scripts";
import { API, EVERYTHING, settings } from "../../support/operations/ci-workflow";

interface Step {
  readonly name: string;
  readonly oidc?: boolean;
  readonly deployment?: string;
  readonly artifacts?: readonly string[];
  readonly script: readonly string[];
}

interface Item {
  readonly step?: Step;
  readonly parallel?: { readonly steps: readonly { readonly step: Step }[] };
}

interface Pipeline {
  readonly image: string;
  readonly options: object;
  readonly pipelines: {
    readonly "pull-requests": Readonly<Record<string, readonly Item[]>>;
    readonly branches: Readonly<Record<string, readonly Item[]>>;
  };
}

const pipeline = (...args: Parameters<typeof settings>): Pipeline =>
  parse(bitbucketPipeline(settings(...args))) as Pipeline;
const stepsOf = (items: readonly Item[] = []): Step[] =>
  items.flatMap(({ step, parallel }) =>
    step === undefined ? (parallel?.steps ?? []).map((item) => item.step) : [step],
  );
const published = (...args: Parameters<typeof settings>): Step[] =>
  stepsOf(pipeline(...args).pipelines.branches["main"]);
const built = (...args: Parameters<typeof settings>): Step[] =>
  stepsOf(pipeline(...args).pipelines["pull-requests"]["**"]);

const TOKENS = {
  issuer: "api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc",
  audience: "ari:cloud:bitbucket::workspace/8b9e1d2c-1f0e-4b7a-9c3d-5a6b7c8d9e0f",
};

test("only the step that pushes gets a token, on the branch alone", () => {
  const [build] = built();
  expect(build?.oidc).toBeUndefined();
  expect(build?.script.join("\n")).not.toMatch(/push|aws ecr|OIDC/);
  const [publish, ...others] = published();
  expect(publish).toMatchObject({ oidc: true, name: "Push team/api" });
  expect(others).toEqual([]);
  expect(Object.keys(pipeline({ branch: "release" }).pipelines.branches)).toEqual(["release"]);
});

test("docker and buildx come with the image and the third version of the runtime", () => {
  expect(pipeline()).toMatchObject({ image: "docker:29", options: { runtime: { cloud: { version: "3" } } } });
});

test("the token is written for the AWS CLI, outside of the checkout and for nobody else, and the account is compared", () => {
  const [publish] = published();
  const signIn = publish?.script.find((text) => text.includes("BITBUCKET_STEP_OIDC_TOKEN")) ?? "";
  expect(publish?.script[0]).toContain("export AWS_WEB_IDENTITY_TOKEN_FILE=/tmp/aws-id-token\n");
  expect(publish?.script[0]).toContain("export AWS_ROLE_ARN=arn:aws:iam::111122223333:role/push\n");
  expect(signIn.split("\n").slice(1, 4)).toEqual([
    `(umask 077 && printf '%s' "$BITBUCKET_STEP_OIDC_TOKEN" > "$AWS_WEB_IDENTITY_TOKEN_FILE")`,
    'test "$(aws sts get-caller-identity --query Account --output text)" = "$REGISTRY_ID"',
    'aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"',
  ]);
});

test("a session's name has at most 64 characters", () => {
  const [publish] = published();
  const script = `${publish?.script[1] ?? ""}\necho "$AWS_ROLE_SESSION_NAME"`;
  const { stdout } = runScript(script, {}, { BITBUCKET_BUILD_NUMBER: "123", BITBUCKET_REPO_SLUG: "a".repeat(62) });
  expect(stdout).toBe(`bitbucket-123-${"a".repeat(50)}\n`);
});

test("the image is scanned before tags move to it", () => {
  const texts = published({}, { ...API, imageTagMutability: "MUTABLE" })[0]?.script ?? [];
  const order = ["docker push", "describe-image-scan-findings", "$MOVING_TAGS"].map((part) =>
    texts.findIndex((text) => text.includes(part)),
  );
  expect(order).toEqual([3, 4, 5]);
  expect(texts[0]).toContain("export MOVING_TAGS=latest\n");
  expect(published({ gate: undefined })[0]?.script.join("")).not.toContain("describe-image-scan-findings");
});

test("variables are quoted for the shell, whatever signs a role's path has", () => {
  const roleArn = "arn:aws:iam::111122223333:role/a$X`id`'/push";
  const [publish] = published({ roleArn });
  const { stdout } = runScript(
    `${publish?.script[0] ?? ""}echo "$AWS_ROLE_ARN" "$IMAGE_TAG"`,
    {},
    { BITBUCKET_COMMIT: "c1" },
  );
  expect(stdout).toBe(`${roleArn} c1\n`);
});

test("several repositories are parallel steps with the same scripts, which the file contains once", () => {
  const steps = published({}, API, { ...API, repositoryName: "team/web" });
  expect(steps.map(({ name }) => name)).toEqual(["Push team/api", "Push team/web"]);
  const [api, web] = steps;
  expect(web?.script[0]).toBe(api?.script[0]?.replaceAll("team/api", "team/web").replace("CONTEXT=api", "CONTEXT=web"));
  expect(web?.script.slice(1)).toEqual(api?.script.slice(1));
  const text = bitbucketPipeline(settings({}, API, { ...API, repositoryName: "team/web" }));
  expect(text.match(/describe-image-scan-findings/g)).toHaveLength(1);
});

test("the deployment gets the digest as an artifact, and neither token nor tag", () => {
  const [publish, deploy] = published({ ...EVERYTHING, deployment: "Registry" });
  expect(publish).toMatchObject({ deployment: "Registry", artifacts: ["image.env"] });
  expect(publish?.script.at(-1)).toBe('echo "IMAGE=$REGISTRY/$REPOSITORY@$DIGEST" > image.env');
  expect(deploy?.deployment).toBe("production");
  expect(deploy?.oidc).toBeUndefined();
  const digest = `sha256:${"a".repeat(64)}`;
  const image = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api@${digest}`;
  const script = (deploy?.script.join("\n") ?? "")
    .replace("./deploy.sh", "echo")
    .replace(". ./image.env", `IMAGE=${image}`);
  expect(runScript(script, {}, { IMAGE_TAG: "" })).toMatchObject({ status: 0, stdout: `${image}\n` });
  expect(script).not.toContain("IMAGE_TAG");
});

test("the head names the provider and whom the role trusts", () => {
  const madeBy = { stack: "dev-access", project: "acme/{1}", makesProvider: false };
  const head = (parts: Partial<CiWorkflowSettings>): string =>
    bitbucketPipeline(settings({ tokens: TOKENS, ...parts }));
  expect(head({ madeBy })).toContain(`--url https://${TOKENS.issuer} --client-id-list ${TOKENS.audience}\n`);
  expect(head({ madeBy })).toContain("# - the role push, which steps of acme/{1} can assume.\n");
  expect(head({ madeBy, deployment: "Registry" })).toContain("which steps of acme/{1} that deploy to Registry can");
  const byHand = bitbucketPipeline(settings({ command: "ci bitbucket dev --role x" }));
  expect(byHand).toContain("# - the role push, which must trust this repository's steps and have these permissions:\n");
  expect(byHand).not.toContain("create-open-id-connect-provider");
});
