import { TerraformStack } from "cdktf";
import { addStacks } from "../../stacks/add-stacks";
import { guardAddress } from "../../src/domain/repository/retention";
import { type Environment, type RepositoryDeclaration } from "../../src/model/environment";
import { emulated } from "../../src/model/emulated";
import { environment, repository } from "../support/environment";
import { synthesize, type StackJson } from "../support/synthesize";

const KEY = { alias: "alias/ecr/test" };
const encrypted = (name: string, kmsKey: string): RepositoryDeclaration =>
  repository(name, { encryptionConfiguration: { encryptionType: "KMS", kmsKey } });
const PARTS: Partial<Environment> = {
  registry: { key: KEY },
  repositories: [encrypted("team/own", KEY.alias), encrypted("team/other", "alias/other"), repository("team/plain")],
};

/** The stacks by name, and the stacks that each of them waits for. */
function stacksOf(of: Environment) {
  const dependencies: Record<string, string[]> = {};
  const stacks = synthesize((app) => {
    addStacks(app, { environment: of, projectFolder: "../../.." });
    for (const child of app.node.children)
      if (TerraformStack.isStack(child)) dependencies[child.node.id] = child.dependencies.map(({ node }) => node.id);
  });
  return { stacks, dependencies };
}

function keyOf(stack: StackJson | undefined, id: string): unknown {
  const [encryption] = (stack?.resource?.["aws_ecr_repository"]?.[id]?.["encryption_configuration"] ?? []) as object[];
  return (encryption as { readonly kms_key?: string } | undefined)?.kms_key;
}

test("only repositories that name the alias use the key, and Terraform must destroy neither the key nor its guard", () => {
  const { "test-registry": stack } = stacksOf(environment(PARTS)).stacks;
  expect(stack?.resource?.["aws_kms_key"]?.["registry"]).toMatchObject({
    enable_key_rotation: true,
    lifecycle: { prevent_destroy: true },
  });
  expect(stack?.resource?.["aws_kms_alias"]?.["registry"]).toMatchObject({
    name: KEY.alias,
    target_key_id: "${aws_kms_key.registry.key_id}",
  });
  expect(keyOf(stack, "team_own")).toBe("${aws_kms_key.registry.arn}");
  expect(keyOf(stack, "team_other")).toBe("${data.aws_kms_alias.team_other.target_key_arn}");
  expect(keyOf(stack, "team_plain")).toBeUndefined();
  expect(stack?.locals?.["retained_names"]).toEqual(["key:registry"]);
  expect(stack?.output?.["registry_key_arn"]?.value).toBe("${aws_kms_key.registry.arn}");
});

test("a group looks the alias up after the first stack has created it, and each region has its own key", () => {
  const { stacks, dependencies } = stacksOf(
    environment({
      ...PARTS,
      groups: [{ name: "team", match: ["team/*"] }],
      regions: [{ region: "us-east-1", imports: [] }],
    }),
  );
  expect(keyOf(stacks["test-registry-team"], "team_own")).toBe("${data.aws_kms_alias.team_own.target_key_arn}");
  expect(dependencies["test-registry-team"]).toContain("test-registry");
  expect(dependencies["test-us-east-1-registry-team"]).toEqual(["test-us-east-1-registry"]);
  const policy = stacks["test-us-east-1-registry"]?.resource?.["aws_kms_key"]?.["registry"]?.["policy"];
  expect(policy).toContain('"kms:ViaService\\" = \\"ecr.us-east-1.amazonaws.com"'.replaceAll("\\", ""));
});

test("a key under removed is forgotten with its alias, in every region and whatever the groups match", () => {
  const { stacks } = stacksOf(
    environment({
      removed: ["key:registry"],
      groups: [{ name: "all", match: ["*"] }],
      repositories: [repository("team/api")],
      regions: [{ region: "us-east-1", imports: [], repositoryPrefixes: ["team/"] }],
    }),
  );
  for (const name of ["test-registry", "test-us-east-1-registry"]) {
    expect(stacks[name]?.removed?.map(({ from }) => from)).toEqual(["aws_kms_key.registry", "aws_kms_alias.registry"]);
    expect(stacks[name]?.moved).toEqual([
      { from: guardAddress("retained", "key:registry"), to: guardAddress("released", "key:registry") },
    ]);
  }
  expect(stacks["test-registry-all"]?.removed).toBeUndefined();
});

test("on the emulator, the key can be destroyed", () => {
  const { "test-registry": stack } = stacksOf(emulated(environment(PARTS)).environment).stacks;
  expect(stack?.resource?.["aws_kms_key"]?.["registry"]).not.toHaveProperty("lifecycle");
  expect(stack?.locals?.["retained_names"]).toEqual([]);
});
