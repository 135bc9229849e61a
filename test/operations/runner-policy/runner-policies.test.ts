import { listOf } from "../../../src/domain/iam/policy";
import { type Environment } from "../../../src/model/environment";
import { ciRole, operator, repository } from "../../support/environment";
import { namesIn, policiesOf, statements } from "../../support/operations/runner-policy";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/12345678-1234-4234-9234-123456789012";
const ROLE = "arn:aws:iam::111122223333:role/deploy";
const BOUNDARY = "arn:aws:iam::111122223333:policy/boundary";

const S3 = { bucket: "states", key: "p/{environment}/{stack}.tfstate", region: "eu-west-1", use_lockfile: true };
const inS3 = (settings: object): Environment["state"] => ({
  kind: "backend",
  name: "s3",
  settings: { ...S3, ...settings },
});

test("a registry needs its repositories' actions, each operation apart, and nothing for state in a file", () => {
  const policies = policiesOf({ repositories: [repository("team/api", { pullPrincipals: ["444455556666"] })] });
  expect(policies.policies.map(({ name }) => name)).toEqual(["test-registry"]);
  const arn = ["arn:aws:ecr:eu-west-1:111122223333:repository/team/api"];
  expect(policies.policies[0]?.document.Statement).toEqual([
    {
      Sid: "ReadRepositories",
      Effect: "Allow",
      Action: ["ecr:DescribeRepositories", "ecr:GetRepositoryPolicy", "ecr:ListTagsForResource"],
      Resource: arn,
    },
    {
      Sid: "CreateRepositories",
      Effect: "Allow",
      Action: ["ecr:CreateRepository", "ecr:SetRepositoryPolicy"],
      Resource: arn,
    },
    {
      Sid: "UpdateRepositories",
      Effect: "Allow",
      Action: [
        "ecr:DeleteRepositoryPolicy",
        "ecr:PutImageScanningConfiguration",
        "ecr:PutImageTagMutability",
        "ecr:TagResource",
        "ecr:UntagResource",
      ],
      Resource: arn,
    },
    { Sid: "DeleteRepositories", Effect: "Allow", Action: ["ecr:DeleteRepository"], Resource: arn },
  ]);
});

test("what is retained cannot be deleted, what is released can, and what is removed is only read", () => {
  const all = statements(
    policiesOf({
      repositories: [
        repository("kept", { deletionPolicy: "Retain" }),
        repository("orphan", { deletionPolicy: "Orphan" }),
        repository("loose", { deletionPolicy: "Delete" }),
      ],
      released: ["former"],
      removed: ["forgotten"],
    }),
  );
  expect(namesIn(all.get("ReadRepositories"))).toEqual(["forgotten", "former", "kept", "loose", "orphan"]);
  expect(namesIn(all.get("UpdateRepositories"))).toEqual(["kept", "loose", "orphan"]);
  expect(namesIn(all.get("DeleteRepositories"))).toEqual(["former", "loose"]);
  // A released repository may be encrypted, which is no longer declared.
  expect(all.get("RetireKeyGrants")).toMatchObject({ Action: ["kms:RetireGrant"] });
});

test("keys are used where a repository has one, by ARN or alias; those of AWS only release their grants", () => {
  const all = statements(
    policiesOf({
      repositories: [
        repository("own", { encryptionConfiguration: { encryptionType: "KMS", kmsKey: KEY } }),
        repository("alias", { encryptionConfiguration: { encryptionType: "KMS", kmsKey: "alias/ecr" } }),
        repository("managed", { encryptionConfiguration: { encryptionType: "KMS" }, deletionPolicy: "Delete" }),
      ],
    }),
  );
  expect(all.get("UseKeys")).toMatchObject({ Resource: [KEY] });
  expect(all.get("UseKeysByAlias")).toMatchObject({
    Resource: ["arn:aws:kms:eu-west-1:111122223333:key/*"],
    Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": ["alias/ecr"] } },
  });
  expect(all.get("RetireKeyGrants")).toMatchObject({
    Action: ["kms:RetireGrant"],
    Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": ["alias/aws/ecr"] } },
  });
  expect(all.get("ListKeys")).toMatchObject({ Action: ["kms:ListAliases"], Resource: ["*"] });
});

test("a role with a boundary can be created and granted permissions only with that boundary", () => {
  const ciRoles = [ciRole({ roleName: "bounded", permissionsBoundary: BOUNDARY }), ciRole({ roleName: "free" })];
  const all = statements(policiesOf({ ciRoles, tags: { Owner: "platform" } }, "access"));
  const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
  const bounded = { Resource: [role("bounded")] };
  const condition = { Condition: { StringEquals: { "iam:PermissionsBoundary": BOUNDARY } } };
  expect(all.get("CreateBoundedRoles")).toMatchObject({
    ...bounded,
    ...condition,
    Action: ["iam:CreateRole", "iam:PutRolePolicy"],
  });
  expect(all.get("BoundRoles")).toMatchObject({
    ...bounded,
    ...condition,
    Action: ["iam:PutRolePermissionsBoundary"],
  });
  expect(all.get("TagBoundedRoles")).toMatchObject({ ...bounded, Action: ["iam:TagRole"] });
  expect(all.get("UpdateBoundedRoles")).toMatchObject(bounded);
  expect(listOf(all.get("UpdateBoundedRoles")?.Action)).not.toContain("iam:DeleteRolePermissionsBoundary");
  expect(all.get("CreateRoles")).toMatchObject({ Resource: [role("free")] });
  expect(listOf(all.get("UpdateRoles")?.Action)).toContain("iam:DeleteRolePermissionsBoundary");
  expect(all.get("UpdateRoles")).toMatchObject({ Resource: [role("free")] });
});

test("the operator's role attaches its own policies only, and wildcards in paths are literal", () => {
  const cluster = { key: "prod", eks: "prod", oidcProvider: "lookup", authentication: { by: "exec" } } as const;
  const all = statements(policiesOf({ operator: operator({ path: "/a*b/" }), clusters: [cluster] }, "access"));
  expect(all.get("CreateRoles")).toMatchObject({
    Resource: ["arn:aws:iam::111122223333:role/a${*}b/infra-operator-ecr-role"],
  });
  expect(all.get("AttachPolicies")).toMatchObject({
    Condition: {
      ArnEquals: { "iam:PolicyARN": ["arn:aws:iam::111122223333:policy/a${*}b/infra-operator-ecr-role-1"] },
    },
  });
  expect(all.get("ReadOidcProviders")).toMatchObject({
    Resource: ["arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/*"],
  });
});

test("the stack of a cluster reads the cluster and its state, and needs nothing of ECR or IAM", () => {
  const cluster = { key: "prod", eks: "prod", oidcProvider: "lookup", authentication: { by: "token" } } as const;
  const parts = { operator: operator({ serviceAccountMode: "annotate" }), clusters: [cluster], state: inS3({}) };
  const all = statements(policiesOf(parts, "cluster"));
  expect([...all.keys()]).toEqual(["ListStateBucket", "ReadState", "ReadClusters", "WriteState", "LockState"]);
});

test("state in S3: the object, its lock, its key and its table", () => {
  const all = statements(policiesOf({ state: inS3({ kms_key_id: KEY, dynamodb_table: "locks" }) }));
  const state = "arn:aws:s3:::states/p/test/registry.tfstate";
  expect(all.get("ReadState")).toMatchObject({ Action: ["s3:GetObject"], Resource: [state] });
  expect(all.get("WriteState")).toMatchObject({ Action: ["s3:PutObject"], Resource: [state] });
  expect(all.get("LockState")).toMatchObject({
    Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
    Resource: [`${state}.tflock`],
  });
  expect(all.get("DecryptState")).toMatchObject({ Action: ["kms:Decrypt"], Resource: [KEY] });
  expect(all.get("EncryptState")).toMatchObject({ Action: ["kms:GenerateDataKey"], Resource: [KEY] });
  const table = ["arn:aws:dynamodb:eu-west-1:111122223333:table/locks"];
  expect(all.get("ReadStateTable")).toMatchObject({ Resource: table });
  expect(all.get("LockStateTable")).toMatchObject({ Resource: table });
});

test.each([
  ["no lock file, no lock", inS3({ use_lockfile: false }), ["ListStateBucket", "ReadState", "WriteState"]],
  ["a store that is only compatible with S3", inS3({ endpoints: { s3: "https://minio.example.com" } }), []],
  ["Terraform Cloud", { kind: "cloud", organization: "acme" } as const, []],
])("%s", (_, state, sids) => {
  expect([...statements(policiesOf({ state })).keys()]).toEqual(sids);
});

test("roles that Terraform assumes get policies of their own, and the runner may assume them", () => {
  const other = "arn:aws:iam::444455556666:role/state";
  const state = inS3({ assume_role: { role_arn: other }, kms_key_id: "alias/state" });
  const policies = policiesOf({
    state,
    provider: { endpoints: {}, assumeRole: { roleArn: ROLE } },
    repositories: [repository("team/api")],
  });
  expect(policies.policies.map(({ name, role }) => [name, role])).toEqual([
    ["test-registry", undefined],
    ["test-registry-state", other],
    ["test-registry-provider", ROLE],
  ]);
  expect([...statements(policies).values()]).toEqual([
    { Sid: "AssumeRoles", Effect: "Allow", Action: ["sts:AssumeRole"], Resource: [ROLE, other] },
  ]);
  expect(statements(policies, other).get("DecryptState")).toMatchObject({
    Resource: ["arn:aws:kms:eu-west-1:444455556666:key/*"],
  });
  expect(statements(policies, ROLE).has("ReadRepositories")).toBe(true);
});

test("other partitions have their own ARNs", () => {
  const location = { account: "111122223333", region: "cn-north-1" };
  const all = statements(
    policiesOf({
      location,
      partition: "aws-cn",
      state: inS3({ region: "cn-north-1" }),
      repositories: [repository("a1")],
    }),
  );
  expect(all.get("ListStateBucket")).toMatchObject({ Resource: ["arn:aws-cn:s3:::states"] });
  expect(all.get("ReadRepositories")).toMatchObject({
    Resource: ["arn:aws-cn:ecr:cn-north-1:111122223333:repository/a1"],
  });
});

test("with plan-only, every action reads", () => {
  const parts = {
    state: inS3({ kms_key_id: KEY, dynamodb_table: "locks" }),
    repositories: [repository("a1", { encryptionConfiguration: { encryptionType: "KMS", kmsKey: "alias/ecr" } })],
    ciRoles: [ciRole({ roleName: "ci" })],
  };
  const actions = ["registry", "access"].flatMap((kind) =>
    policiesOf(parts, kind, true).policies.flatMap(({ document }) =>
      document.Statement.flatMap(({ Action }) => listOf(Action)),
    ),
  );
  expect(actions.length).toBeGreaterThan(10);
  expect(actions.filter((action) => !/:(Describe|Get|List|Decrypt$)/.test(action))).toEqual([]);
});

test("turning Inspector off is a deletion, and a role without a known path is matched by its whole name", () => {
  const rules = [{ scanFrequency: "CONTINUOUS_SCAN" as const, repositoryFilters: ["*"] }];
  const registry = statements(policiesOf({ registry: { scanning: { scanType: "ENHANCED", rules } } }));
  expect(registry.get("DisableInspector")).toMatchObject({ Action: ["inspector2:Disable"] });
  expect(listOf(registry.get("EnableInspector")?.Action)).not.toContain("inspector2:Disable");
  const trust = { kind: "existing", roles: ["acme-nodes"] } as const;
  const nodes = { roleName: "nodes", trust, repositories: ["team/"], access: "pull", tags: {} } as const;
  const access = statements(policiesOf({ workloadRoles: [nodes] }, "access"));
  expect(access.get("AttachPolicies")).toMatchObject({
    Resource: ["arn:aws:iam::111122223333:role/*/acme-nodes", "arn:aws:iam::111122223333:role/acme-nodes"],
  });
});
