import { ECRClient, GetRepositoryPolicyCommand } from "@aws-sdk/client-ecr";
import { GetRoleCommand, GetRolePolicyCommand, IAMClient, ListRolePoliciesCommand } from "@aws-sdk/client-iam";
import { readEnvironments } from "../../src/config/read-environments";
import { oidcProviderArn } from "../../src/domain/ci/issuers";
import { roleIssuer, rolePermissions, roleTrust } from "../../src/domain/ci/role-settings";
import { sentPolicy } from "../../src/domain/repository/differences/compare-with-aws";
import { type Environment } from "../../src/model/environment";
import { ACCESS_REGION, accessKinds, CI_ROLES, repositoriesOf } from "../support/e2e/access-kinds";
import { EMULATED_ACCOUNT, ownEmulator } from "../support/e2e/emulator";
import { Project } from "../support/e2e/project";

let emulator: Awaited<ReturnType<typeof ownEmulator>>;
let project: Project;
let environment: Environment;

beforeAll(async () => {
  // An account has one OIDC provider for each issuer, so the emulator cannot be shared with other tests.
  emulator = await ownEmulator(EMULATED_ACCOUNT, ACCESS_REGION);
  project = new Project(accessKinds(EMULATED_ACCOUNT), emulator.env);
  project.workspace.keepProvider();
  await project.synthesize();
  const found = readEnvironments(project.workspace.folder).find(({ name }) => name === "kinds");
  if (found?.environment === undefined) throw new Error(JSON.stringify(found?.problems));
  environment = found.environment;
});

afterAll(async () => {
  project.dispose();
  await emulator.server.stop();
});

/** Applies a stack, and plans it again. @throws Error if the second plan is not empty */
async function apply(stack: string): Promise<void> {
  await project.terraform(stack, "init");
  await project.terraform(stack, "apply", "-auto-approve");
  await project.terraform(stack, "plan", "-detailed-exitcode");
}

const parsed = (text: string | undefined): unknown => JSON.parse(text ?? "null");
const decoded = (text: string | undefined): unknown => parsed(text && decodeURIComponent(text));
/** As JSON has it, without keys that are undefined. */
const document = (policy: object | undefined): unknown => parsed(JSON.stringify(policy));

test("each kind of grant is in AWS as it is declared, and a second plan is empty", async () => {
  await apply("kinds-registry");
  const ecr = new ECRClient(emulator.config);
  for (const declaration of environment.repositories) {
    const { repositoryName } = declaration;
    const { policyText } = await ecr.send(new GetRepositoryPolicyCommand({ repositoryName }));
    const declared = sentPolicy(declaration, environment);
    expect([repositoryName, parsed(policyText)]).toEqual([repositoryName, document(declared)]);
  }
  ecr.destroy();
  const cached = environment.repositories.find(({ repositoryName }) => repositoryName === "cached/tool");
  expect(cached && JSON.stringify(sentPolicy(cached, environment))).toContain("ecr:BatchImportUpstreamImage");
  expect(environment.repositories).toHaveLength(repositoriesOf(EMULATED_ACCOUNT).length);
});

test("each platform's role is in AWS as it is declared, and a second plan is empty", async () => {
  await apply("kinds-access");
  const iam = new IAMClient(emulator.config);
  const { location } = environment;
  for (const declaration of environment.ciRoles) {
    const settings = { ...declaration, location };
    const RoleName = settings.roleName;
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    const trust = roleTrust(settings, oidcProviderArn(location, roleIssuer(settings).issuer));
    expect([RoleName, decoded(Role?.AssumeRolePolicyDocument)]).toEqual([RoleName, document(trust)]);
    const { PolicyNames: [PolicyName] = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    expect([RoleName, decoded(PolicyDocument)]).toEqual([RoleName, document(rolePermissions(settings))]);
  }
  iam.destroy();
  expect(environment.ciRoles).toHaveLength(CI_ROLES.length);
});
