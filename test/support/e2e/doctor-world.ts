import { createHash } from "node:crypto";
import {
  CreateRepositoryCommand,
  ECRClient,
  PutImageCommand,
  PutLifecyclePolicyCommand,
  type EncryptionConfiguration,
} from "@aws-sdk/client-ecr";
import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { registerDoctor } from "../../../src/cli/doctor/command";
import { seedEmulator } from "../../../src/emulator/seed";
import { type Diagnosis } from "../../../src/operations/doctor/diagnosis";
import { planPolicies } from "../../../src/domain/operator/plan-policies";
import { trustPolicy } from "../../../src/domain/operator/trust-policy";
import { Project, type Ran } from "../cli/lifecycle";
import { EMULATED_ACCOUNT, ownEmulator } from "./emulator";

export const REGION = "ap-southeast-1";
const CLUSTER = "doctor";
export const ROLE = "doctor-operator";
export const ROLE_ARN = `arn:aws:iam::${EMULATED_ACCOUNT}:role/${ROLE}`;
export const USER_ARN = `arn:aws:iam::${EMULATED_ACCOUNT}:user/developer`;
export const EVERYTHING = { Effect: "Allow", Action: "*", Resource: "*" };
/** Lifecycle policy of team/api. */
export const KEEP_TEN = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10 },
      action: { type: "expire" },
    },
  ],
});
const MANIFEST = { schemaVersion: 2, mediaType: "application/vnd.docker.distribution.manifest.v2+json", layers: [] };

const ACCOUNTS = [{ namespace: "infra-operator", name: "infra-operator" }];

export interface Report extends Ran {
  readonly causes: number;
  readonly diagnoses: readonly Diagnosis[];
}

/**
 * An environment `dev` in which everything is right: two repositories, one with an image and a lifecycle policy, an
 * operator's role with its cluster and OIDC provider, and a user who may do everything. It has an emulator of its own, so
 * that a test may break what it likes. While it lives, this process acts as that user.
 */
export class DoctorWorld {
  readonly project = new Project(registerDoctor);
  readonly ecr: ECRClient;
  readonly iam: IAMClient;
  providerArn = "";
  /** ARN of the role's policy. */
  policyArn = "";
  private issuer = "";
  private readonly variables = { ...process.env };

  private constructor(readonly emulator: Awaited<ReturnType<typeof ownEmulator>>) {
    this.ecr = new ECRClient(emulator.config);
    this.iam = new IAMClient(emulator.config);
  }

  static async start(): Promise<DoctorWorld> {
    const world = new DoctorWorld(await ownEmulator(EMULATED_ACCOUNT, REGION));
    process.env = { ...world.emulator.env };
    const { issuers } = await seedEmulator(world.emulator.config, { eksClusters: [CLUSTER] });
    world.issuer = issuers[CLUSTER] ?? "";
    await world.makeProvider();
    await world.makeRole();
    await world.makeRepository("team/api");
    await world.putLifecyclePolicy(KEEP_TEN);
    await world.makeRepository("team/web");
    await world.pushImage("team/api", "v1.0.0");
    await world.becomeUser();
    world.declare();
    return world;
  }

  async stop(): Promise<void> {
    process.env = this.variables;
    this.ecr.destroy();
    this.iam.destroy();
    this.project.remove();
    await this.emulator.server.stop();
  }

  /** Writes the environment; @param more replaces some of its keys */
  declare(more: object = {}): void {
    const environment = {
      account: EMULATED_ACCOUNT,
      region: REGION,
      state: { local: {} },
      lifecyclePolicies: { ten: JSON.parse(KEEP_TEN) as object },
      operator: { install: "helm", roleName: ROLE, manages: ["sandbox/"] },
      cluster: { eks: CLUSTER, oidcProvider: "create" },
      ...more,
    };
    this.project.write("environments/dev/environment.yaml", environment);
    this.project.write("environments/dev/repositories/team.yaml", {
      repositories: [{ repositoryName: "team/api", lifecyclePolicy: "ten" }, { repositoryName: "team/web" }],
    });
  }

  async doctor(...args: readonly string[]): Promise<Report> {
    const ran = await this.project.run("doctor", "dev", ...args, "-o", "json");
    if (ran.error !== undefined) throw new Error(ran.error);
    return { ...ran, ...(JSON.parse(ran.stdout) as Pick<Report, "causes" | "diagnoses">) };
  }

  /** The causes that doctor finds; the exit code tells whether there is one. */
  async found(...args: readonly string[]): Promise<Diagnosis[]> {
    const { diagnoses, causes, exitCode } = await this.doctor(...args);
    const found = diagnoses.filter(({ verdict }) => verdict === "cause");
    expect(found).toHaveLength(causes);
    expect(exitCode).toBe(causes > 0 ? 1 : 0);
    return found;
  }

  /** The causes, as `id about`. */
  async causesOf(...args: readonly string[]): Promise<string[]> {
    return (await this.found(...args)).map(({ id, about }) => (about === undefined ? id : `${id} ${about}`));
  }

  async makeProvider(clientIds: readonly string[] = ["sts.amazonaws.com"]): Promise<void> {
    const { OpenIDConnectProviderArn = "" } = await this.iam.send(
      new CreateOpenIDConnectProviderCommand({ Url: this.issuer, ClientIDList: [...clientIds], ThumbprintList: [] }),
    );
    this.providerArn = OpenIDConnectProviderArn;
  }

  /** The role's trust policy, as JSON. */
  trust(accounts = ACCOUNTS, providerArn = this.providerArn): string {
    const issuer = this.issuer.replace("https://", "");
    return JSON.stringify(trustPolicy([{ sid: "Doctor", issuer, providerArn }], accounts));
  }

  /** @returns ARN of the policy */
  async makePolicy(PolicyName: string, document: object): Promise<string> {
    const request = new CreatePolicyCommand({ PolicyName, PolicyDocument: JSON.stringify(document) });
    return (await this.iam.send(request)).Policy?.Arn ?? "";
  }

  private async makeRole(): Promise<void> {
    await this.iam.send(new CreateRoleCommand({ RoleName: ROLE, AssumeRolePolicyDocument: this.trust() }));
    const location = { account: EMULATED_ACCOUNT, region: REGION };
    const [document = {}] = planPolicies({ location, manages: ["sandbox/"] }).documents;
    this.policyArn = await this.makePolicy(`${ROLE}-1`, document);
    await this.iam.send(new AttachRolePolicyCommand({ RoleName: ROLE, PolicyArn: this.policyArn }));
  }

  async makeRepository(repositoryName: string, encryptionConfiguration?: EncryptionConfiguration): Promise<void> {
    await this.ecr.send(
      new CreateRepositoryCommand({
        repositoryName,
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfiguration,
      }),
    );
  }

  /** Gives team/api a lifecycle policy. */
  async putLifecyclePolicy(lifecyclePolicyText: string): Promise<void> {
    await this.ecr.send(new PutLifecyclePolicyCommand({ repositoryName: "team/api", lifecyclePolicyText }));
  }

  async pushImage(repositoryName: string, imageTag: string): Promise<void> {
    const imageManifest = JSON.stringify({ ...MANIFEST, config: { size: 1, digest: imageTag } });
    const imageDigest = `sha256:${createHash("sha256").update(imageManifest).digest("hex")}`;
    await this.ecr.send(new PutImageCommand({ repositoryName, imageTag, imageManifest, imageDigest }));
  }

  private async becomeUser(): Promise<void> {
    await this.iam.send(new CreateUserCommand({ UserName: "developer" }));
    await this.allowUser(EVERYTHING);
    const { AccessKey } = await this.iam.send(new CreateAccessKeyCommand({ UserName: "developer" }));
    process.env["AWS_ACCESS_KEY_ID"] = AccessKey?.AccessKeyId;
    process.env["AWS_SECRET_ACCESS_KEY"] = AccessKey?.SecretAccessKey;
  }

  /** What the user may do, and no more. */
  async allowUser(...Statement: readonly object[]): Promise<void> {
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await this.iam.send(new PutUserPolicyCommand({ UserName: "developer", PolicyName: "own", PolicyDocument }));
  }
}
