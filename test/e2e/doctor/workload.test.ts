import { CreateRoleCommand, DeleteRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { type PolicyDocument } from "../../../src/domain/iam/policy";
import { workloadPermissions, workloadTrust } from "../../../src/domain/workloads/policies";
import { type WorkloadRoleSettings } from "../../../src/domain/workloads/settings";
import { DoctorWorld, REGION } from "../../support/e2e/doctor-world";
import { EMULATED_ACCOUNT } from "../../support/e2e/emulator";

const NODES: WorkloadRoleSettings = {
  location: { account: EMULATED_ACCOUNT, region: REGION },
  roleName: "nodes-pull",
  trust: { kind: "nodes" },
  repositories: ["team/api"],
};
const POLICY = { name: "pull", document: JSON.stringify(workloadPermissions(NODES)) };
const EXISTING = "existing-nodes";

let world: DoctorWorld;

beforeAll(async () => {
  world = await DoctorWorld.start();
  const trust = workloadTrust(NODES, []);
  await makeRole(NODES.roleName, trust);
  await makeRole(EXISTING, trust);
  world.declare({
    workloadRoles: [
      { nodes: {}, name: NODES.roleName, repositories: NODES.repositories },
      { attachTo: [EXISTING], name: "attached", repositories: ["team/"] },
    ],
  });
});

afterAll(async () => {
  await world.stop();
});

async function makeRole(RoleName: string, trust: PolicyDocument | undefined): Promise<void> {
  await world.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const { name: PolicyName, document: PolicyDocument } = POLICY;
  await world.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
}

test("a role is as declared, and an existing role without the policy is denied what only that allows", async () => {
  const { diagnoses } = await world.doctor();
  const ofWorkloads = diagnoses.filter(({ id }) => id.startsWith("workload/"));
  expect(ofWorkloads.map(({ id, verdict, about }) => `${about ?? ""}: ${id} ${verdict}`)).toEqual([
    "nodes-pull: workload/trust ok",
    "nodes-pull: workload/permissions ok",
    "nodes-pull: workload/role ok",
    "existing-nodes: workload/permissions cause",
  ]);
  expect(ofWorkloads.at(-1)?.evidence).toContain(
    `is denied ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:GetDownloadUrlForLayer on arn:aws:ecr:${REGION}:${EMULATED_ACCOUNT}:repository/team/*`,
  );
});

test("for one repository, only the roles that pull it are checked", async () => {
  const { diagnoses } = await world.doctor("team/web");
  const abouts = diagnoses.filter(({ id }) => id.startsWith("workload/")).map(({ about }) => about);
  expect(abouts).toEqual([EXISTING]);
});

test("a role that lost its policy, and one that does not exist, are causes", async () => {
  await world.iam.send(new DeleteRolePolicyCommand({ RoleName: NODES.roleName, PolicyName: POLICY.name }));
  world.declare({ workloadRoles: [{ nodes: {}, name: NODES.roleName, repositories: ["team/api"] }, { fargate: {} }] });
  const found = (await world.found()).filter(({ id }) => id.startsWith("workload/"));
  expect(found.map(({ id, about }) => `${about ?? ""}: ${id}`)).toEqual([
    "nodes-pull: workload/permissions",
    "nodes-pull: workload/permissions",
    "dev-fargate-ecr-pull: workload/role",
  ]);
});
