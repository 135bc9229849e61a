import { callerOf, LocalAws } from "../../support/aws/local-aws";
import { changeOf, recordedPlan, recordedProject } from "../../support/cli/recorded-plans";
import { ENVIRONMENT, Repository } from "../../support/cli/review";

const DIGEST = `sha256:${"a".repeat(64)}`;
let aws: LocalAws;
let project: Repository;

beforeEach(async () => {
  aws = await LocalAws.start();
});
afterEach(async () => {
  project.remove();
  await aws.stop();
});

describe("images", () => {
  const repositories = (days: number): string =>
    `repositories: [{ repositoryName: team/api, lifecyclePolicy: { expireUntagged: { afterDays: ${days} } } }]\n`;

  beforeEach(() => {
    project = new Repository();
    const role = 'provider: { assumeRole: { roleArn: "arn:aws:iam::111122223333:role/deploy" } }\n';
    project.write("environments/dev/environment.yaml", `${ENVIRONMENT}${role}`);
    project.write("environments/dev/repositories/list.yaml", repositories(14));
    project.commit();
    project.write("environments/dev/repositories/list.yaml", repositories(3));
    aws.answers = {
      GetCallerIdentity: () => callerOf("111122223333"),
      DescribeImages: () => ({
        body: {
          imageDetails: [
            {
              ...{ registryId: "111122223333", repositoryName: "team/api", imageDigest: DIGEST },
              imagePushedAt: Date.parse("2026-06-25T00:00:00Z") / 1000,
            },
          ],
        },
      }),
    };
  });

  const live = () =>
    project.run("review", "--live", "--caller-credentials", "--now", "2026-06-30", "--fail-on", "high");

  test("in use that would be deleted are a finding of their own", async () => {
    const resourceId = `arn:aws:ecr:eu-west-1:111122223333:repository/team/api/${DIGEST}`;
    aws.answers = {
      ...aws.answers,
      "/coverage/list": () => ({
        body: { coveredResources: [{ resourceId, resourceMetadata: { ecrImage: { inUseCount: 2 } } }] },
      }),
    };
    const { stdout, exitCode } = await live();
    expect(stdout).toContain(
      "high    team/api: 1 image in use would be deleted or archived within a day: sha256:aaaaaaaaaaaa (2 tasks and pods)",
    );
    expect(stdout).toMatch(/\nhigh: 1 image in 1 repository would be deleted within a day; 1 image in use would be/);
    expect(exitCode).toBe(1);
    expect(aws.asked.map(({ call }) => call)).toEqual(["GetCallerIdentity", "DescribeImages", "/coverage/list"]);
  });

  test("are in use or not, as far as Amazon Inspector says, and the rest is reviewed", async () => {
    const { stdout, exitCode } = await live();
    expect(stdout).toContain(
      "high    team/api: 1 more image (0 bytes, pushed on 2026-06-25) would be deleted within a day",
    );
    expect(stdout).toMatch(/It is not known which images are in use: .*inspector2:ListCoverage/s);
    expect(exitCode).toBe(1);
  });

  test("are listed with the role of provider, unless the caller's own credentials are asked for", async () => {
    const { stdout, exitCode } = await project.run("review", "--live");
    expect(aws.asked.map(({ call }) => call)).toEqual(["AssumeRole"]);
    expect(stdout).toContain("incomplete: ");
    expect(exitCode).toBe(2);
  });
});

describe("drift", () => {
  const EVENT = { EventName: "PutLifecyclePolicy", EventTime: Date.parse("2026-06-28T14:03:20Z") / 1000 };
  const ADMIN = "arn:aws:sts::123456789012:assumed-role/Admin/jane";
  const record = (more: object): string => JSON.stringify({ userIdentity: { arn: ADMIN }, ...more });

  beforeEach(() => {
    project = recordedProject();
    const plan = recordedPlan("registry");
    const drifted = changeOf(plan, "aws_ecr_lifecycle_policy.team_api");
    const after = drifted.change["after"] as Readonly<Record<string, unknown>>;
    const before = { ...after, policy: String(after["policy"]).replace('"countNumber":30', '"countNumber":5') };
    drifted.change = { ...drifted.change, actions: ["update"], before };
    plan.resource_drift = [{ ...drifted, change: { ...drifted.change, before: after, after: before } }];
    project.write("registry.json", plan);
  });

  const details = async (...options: readonly string[]): Promise<readonly string[]> => {
    const options_ = ["--base", "HEAD", "--plan", "registry.json", "--now", "2026-06-30", "-o", "json", ...options];
    const { stdout } = await project.run("review", "rec", ...options_);
    interface Printed {
      readonly environments: readonly { readonly findings: readonly { kind: string; details: string[] }[] }[];
    }
    const [{ findings } = { findings: [] }] = (JSON.parse(stdout) as Printed).environments;
    return findings.find(({ kind }) => kind === "drift-undone")?.details.slice(1) ?? [];
  };

  test("is attributed to the last successful call that CloudTrail has", async () => {
    const reading = { ...EVENT, EventName: "GetLifecyclePolicy", CloudTrailEvent: record({}) };
    const failed = { ...EVENT, CloudTrailEvent: record({ errorCode: "AccessDenied" }) };
    const made = { ...EVENT, CloudTrailEvent: record({ sessionCredentialFromConsole: "true" }) };
    const older = { ...EVENT, EventTime: EVENT.EventTime - 1000, CloudTrailEvent: record({ userIdentity: {} }) };
    aws.answers = {
      LookupEvents: ({ NextToken }) => ({
        body: NextToken === "2" ? { Events: [made, older] } : { Events: [reading, failed], NextToken: "2" },
      }),
    };
    expect(await details("--live")).toEqual([
      `The last PutLifecyclePolicy call for team/api was made by ${ADMIN} on 2026-06-28 14:03 UTC, in the AWS console.`,
    ]);
    expect(aws.asked.filter(({ call }) => call === "LookupEvents")).toMatchObject([
      {
        request: {
          LookupAttributes: [
            { AttributeKey: "ResourceName", AttributeValue: "arn:aws:ecr:eu-west-1:123456789012:repository/team/api" },
          ],
          StartTime: Date.parse("2026-04-01T00:00:00Z") / 1000,
          MaxResults: 50,
        },
      },
      { request: { NextToken: "2" } },
    ]);
  });

  test("is unknown if it is older, or if CloudTrail must not be asked", async () => {
    aws.answers = { LookupEvents: () => ({ body: { Events: [] } }) };
    expect(await details("--live")).toEqual([
      "Who changed team/api is unknown: CloudTrail did not record PutLifecyclePolicy or DeleteLifecyclePolicy for it in the last 90 days.",
    ]);
    // By ARN, then by name.
    expect(aws.asked).toHaveLength(2);
    aws.answers = {};
    const [unknown, advice] = await details("--live");
    expect(unknown).toMatch(/^Who changed team\/api is unknown: .*cloudtrail:LookupEvents/);
    expect(advice).toContain("aws cloudtrail lookup-events --region eu-west-1");
  });

  test("is not looked up without --live", async () => {
    expect(await details()).toEqual([expect.stringMatching(/^The plan does not show who made the change\./)]);
    expect(aws.asked).toEqual([]);
  });
});
