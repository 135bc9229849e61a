import { parse } from "yaml";
import {
  DeleteRepositoryCommand,
  PutImageTagMutabilityCommand,
  PutLifecyclePolicyCommand,
  DeleteRepositoryPolicyCommand,
  PutReplicationConfigurationCommand,
  SetRepositoryPolicyCommand,
} from "@aws-sdk/client-ecr";
import { type Diagnosis } from "../../../src/operations/doctor/diagnosis";
import { DoctorWorld, KEEP_TEN, REGION, ROLE_ARN, USER_ARN } from "../../support/e2e/doctor-world";
import { EMULATED_ACCOUNT } from "../../support/e2e/emulator";
import { FaultyProxy } from "../../support/e2e/faulty-proxy";

let world: DoctorWorld;

beforeAll(async () => {
  world = await DoctorWorld.start();
});

afterAll(async () => {
  await world.stop();
});

test("a healthy environment has no cause, and what was looked at is told", async () => {
  const { stdout, exitCode } = await world.project.run("doctor", "dev");
  expect(stdout).toContain("No cause found.");
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`ok: signed in as ${USER_ARN}`);
  expect(stdout).toContain("ok: 2 repositories exist in account");
  expect(stdout).toContain(`ok: doctor: ${world.providerArn} accepts tokens for sts.amazonaws.com`);
  expect(stdout).toContain(`ok: ${ROLE_ARN} is as declared (operator/role)`);
  expect(stdout).toContain("skipped: to check the operator in its cluster, pass --kubeconfig <file>");
});

test("a healthy repository can be pushed and pulled", async () => {
  const { stdout } = await world.project.run("doctor", "dev", "team/api", "--tag", "v2.0.0");
  expect(stdout).toContain(`ok: team/api: ${USER_ARN} may push (1 identity policy evaluated)`);
  expect(stdout).toContain(`ok: team/api: ${USER_ARN} may pull (1 identity policy evaluated)`);
  expect(stdout).toContain("ok: team/api: the tag v2.0.0 is not in use yet");
  expect(stdout).toContain(
    "skipped: docker's stored login was not checked, because it is a secret. A login is valid for 12 hours.",
  );
  expect(stdout).toContain("No cause found.");
});

test("one that is declared and not deployed", async () => {
  await world.ecr.send(new DeleteRepositoryCommand({ repositoryName: "team/web" }));
  expect(await world.causesOf()).toEqual(["repository/not-deployed team/web"]);
  expect(await world.causesOf("team/web")).toEqual(["repository/not-deployed team/web"]);
  await world.makeRepository("team/web");
});

test("one that nobody knows, and one that the operator has not made", async () => {
  const [cause] = await world.found("team/apis");
  expect(cause?.id).toBe("repository/unknown");
  expect(cause?.evidence).toContain('Did you mean "team/api"?');
  expect(await world.causesOf("sandbox/x")).toEqual(["repository/not-made-by-operator sandbox/x"]);
});

test("one that somebody has changed", async () => {
  await world.ecr.send(new PutImageTagMutabilityCommand({ repositoryName: "team/web", imageTagMutability: "MUTABLE" }));
  const causes = await world.found();
  await world.ecr.send(
    new PutImageTagMutabilityCommand({ repositoryName: "team/web", imageTagMutability: "IMMUTABLE" }),
  );
  expect(causes.map(({ id }) => id)).toEqual(["repository/differs"]);
  expect(causes[0]?.evidence).toContain("imageTagMutability: declared IMMUTABLE, found MUTABLE");
});

describe("Lambda's statement", () => {
  const LAMBDA = {
    Sid: "LambdaECRImageRetrievalPolicy",
    Effect: "Allow",
    Principal: { Service: "lambda.amazonaws.com" },
    Action: [
      "ecr:BatchGetImage",
      "ecr:DeleteRepositoryPolicy",
      "ecr:GetDownloadUrlForLayer",
      "ecr:GetRepositoryPolicy",
      "ecr:SetRepositoryPolicy",
    ],
    Condition: {
      StringLike: { "aws:sourceArn": `arn:aws:lambda:${REGION}:${EMULATED_ACCOUNT}:function:*` },
    },
  };
  const PULL = {
    Sid: "AllowPull",
    Effect: "Allow",
    Principal: { AWS: [USER_ARN] },
    Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
  };

  const declareWeb = (more: object): void => {
    world.declare();
    world.project.write("environments/dev/repositories/team.yaml", {
      repositories: [
        { repositoryName: "team/api", lifecyclePolicy: "ten" },
        { repositoryName: "team/web", ...more },
      ],
    });
  };

  const setPolicy = async (...Statement: readonly object[]): Promise<void> => {
    const policyText = JSON.stringify({ Version: "2012-10-17", Statement });
    await world.ecr.send(new SetRepositoryPolicyCommand({ repositoryName: "team/web", policyText }));
  };

  afterEach(async () => {
    await world.ecr.send(new DeleteRepositoryPolicyCommand({ repositoryName: "team/web" }));
    world.declare();
  });

  test("next to deployed grants: the grant that doctor prints keeps the access", async () => {
    await setPolicy(PULL, LAMBDA);
    declareWeb({ pullPrincipals: [USER_ARN] });
    const [cause, ...others] = await world.found("team/web");
    expect(others).toEqual([]);
    expect(cause?.id).toBe("repository/service-statement");
    expect(cause?.fix).not.toContain("cdktf deploy");
    const [, entry = ""] = cause?.fix?.split(/In the entry at [^ ]+, add this: /) ?? [];
    declareWeb({ pullPrincipals: [USER_ARN], ...(parse(entry) as object) });
    const [narrowed, ...more] = await world.found("team/web");
    expect(more).toEqual([]);
    expect(narrowed).toMatchObject({ id: "repository/differs", fix: expect.not.stringContaining("access") as string });
  });

  test("without declared grants: deploying changes nothing, and grants would overwrite it", async () => {
    await setPolicy(LAMBDA);
    const [cause, ...others] = await world.found("team/web");
    expect(others).toEqual([]);
    expect(cause?.id).toBe("repository/unmanaged-policy");
    expect(cause?.evidence).toContain("a deployment does not change it");
    declareWeb({ pullPrincipals: [USER_ARN] });
    expect(await world.causesOf("team/web")).toEqual([
      "repository/service-statement team/web",
      "repository/not-imported team/web",
    ]);
  });
});

test("a policy that is about to delete a release", async () => {
  const one = KEEP_TEN.replace("10", "1");
  world.declare({ lifecyclePolicies: { ten: JSON.parse(one) as object } });
  await world.ecr.send(new PutLifecyclePolicyCommand({ repositoryName: "team/api", lifecyclePolicyText: one }));
  await world.pushImage("team/api", "newest-build");
  const causes = await world.found("team/api");
  await world.ecr.send(new PutLifecyclePolicyCommand({ repositoryName: "team/api", lifecyclePolicyText: KEEP_TEN }));
  world.declare();
  expect(causes.map(({ id }) => id)).toEqual(["lifecycle/releases"]);
  expect(causes[0]?.evidence).toContain(
    "its lifecycle policy will delete v1.0.0 in the next 7 days: rule 1 (tagStatus any, all but the newest 1)",
  );
});

describe("rules that do otherwise than they seem", () => {
  const rule = (rulePriority: number, selection: object) => ({
    rulePriority,
    selection: { tagStatus: "tagged", ...selection },
    action: { type: "expire" },
  });
  /** What doctor says of the policy, which is declared as well, in 30 days. */
  const saidOf = async (rules: readonly object[]): Promise<readonly Diagnosis[]> => {
    const text = JSON.stringify({ rules });
    world.declare({ lifecyclePolicies: { ten: { rules } } });
    await world.putLifecyclePolicy(text);
    const now = new Date(Date.now() + 30 * 86_400_000).toISOString().replace(/\.\d+Z$/, "Z");
    const { diagnoses } = await world.doctor("team/api", "--now", now);
    await world.putLifecyclePolicy(KEEP_TEN);
    world.declare();
    return diagnoses;
  };

  test("a rule that keeps a release behind the one that deletes it: its place is the fix", async () => {
    const said = await saidOf([
      rule(1, { tagPatternList: ["v1*"], countType: "sinceImagePushed", countUnit: "days", countNumber: 7 }),
      rule(2, { tagPatternList: ["v1.0.0"], countType: "imageCountMoreThan", countNumber: 1 }),
    ]);
    expect(said.filter(({ verdict }) => verdict === "cause")).toEqual([
      {
        id: "lifecycle/late-protection",
        verdict: "cause",
        about: "team/api",
        evidence: expect.stringContaining(
          'tagged "v1.0.0", which rule 2 would keep, but an earlier rule selects it first',
        ),
        fix: expect.stringContaining("lower the rulePriority of rule 2"),
      },
    ]);
  });

  test("a rule whose prefix no image has", async () => {
    const said = await saidOf([
      rule(1, { tagPrefixList: ["SNAPSHOT-"], countType: "imageCountMoreThan", countNumber: 10 }),
    ]);
    expect(said.find(({ id }) => id === "lifecycle/rules")?.evidence).toContain("Rule 1 selects none of the");
  });
});

test("replication is told, and no cause where little is stored", async () => {
  const destinations = [{ region: "eu-west-1", registryId: EMULATED_ACCOUNT }];
  await world.ecr.send(
    new PutReplicationConfigurationCommand({ replicationConfiguration: { rules: [{ destinations }] } }),
  );
  const { diagnoses, causes } = await world.doctor();
  await world.ecr.send(new PutReplicationConfigurationCommand({ replicationConfiguration: { rules: [] } }));
  expect(causes).toBe(0);
  expect(diagnoses.find(({ id }) => id === "cost/replication")?.evidence).toContain(
    `the registry replicates to ${EMULATED_ACCOUNT}/eu-west-1, but its images take up only`,
  );
});

test("a repository and an image at their quotas, by a listing that the emulator is too small for", async () => {
  const PAGES = 95;
  const details = (page: number): object[] =>
    Array.from({ length: 1000 }, (_, index) => ({
      registryId: EMULATED_ACCOUNT,
      repositoryName: "team/web",
      imageDigest: `sha256:${String(page * 1000 + index).padStart(64, "0")}`,
      imageTags: page === 0 && index === 0 ? Array.from({ length: 1000 }, (_, tag) => `5.0.${tag}`) : [],
      imageSizeInBytes: 1,
      imagePushedAt: Date.now() / 1000,
    }));
  const proxy = await FaultyProxy.start(world.emulator.endpoint, ({ operation, body }) => {
    if (operation !== "DescribeImages" || !body.includes('"team/web"')) return undefined;
    const { nextToken = "0" } = JSON.parse(body) as { nextToken?: string };
    const page = Number(nextToken);
    const next = page + 1 < PAGES ? { nextToken: String(page + 1) } : {};
    return { status: 200, body: { imageDetails: details(page), ...next } };
  });
  world.declare({ provider: { endpoints: { ecr: proxy.endpoint } } });
  try {
    const evidence = (await world.found("team/web")).map((cause) => `${cause.id}: ${cause.evidence}`);
    expect(evidence).toEqual([
      "push/image-quota: 95,000 of 100,000 images (95%). At 100%, ECR rejects every push of a new image",
      "push/tag-quota: 1,000 of 1,000 tags on sha256:000000000000 (100%): ECR rejects every push that adds a tag to this image",
    ]);
  } finally {
    world.declare();
    await proxy.stop();
  }
});
