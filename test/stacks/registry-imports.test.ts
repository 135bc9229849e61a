import { type RegistrySettings } from "../../src/domain/registry/settings";
import { addStacks } from "../../stacks/add-stacks";
import { environment } from "../support/environment";
import { registrySettings } from "../support/registry-settings";
import { synthesize, type StackJson } from "../support/synthesize";

function registryStack(registry: RegistrySettings): StackJson {
  const { "test-registry": stack } = synthesize((app) => {
    addStacks(app, { environment: environment({ registry }), projectFolder: "../../.." });
  });
  if (stack === undefined) throw new Error("the stack is not called test-registry");
  return stack;
}

test("settings of the registry are imported by the account, the prefix or the name, only those that are listed", () => {
  const settings = registrySettings({ account: "111122223333", region: "eu-west-1" });
  const imports = ["accountSettings", "scanning", "policy", "pullThroughCache", "creationTemplates"] as const;
  const { import: blocks = [], resource } = registryStack({ ...settings, imports });
  expect(blocks).toEqual([
    { to: "aws_ecr_account_setting.registry_policy_scope", id: "REGISTRY_POLICY_SCOPE" },
    { to: "aws_ecr_account_setting.basic_scan_type_version", id: "BASIC_SCAN_TYPE_VERSION" },
    { to: "aws_ecr_registry_scanning_configuration.registry", id: "111122223333" },
    { to: "aws_ecr_registry_policy.registry", id: "111122223333" },
    { to: "aws_ecr_pull_through_cache_rule.quay", id: "quay" },
    { to: "aws_ecr_pull_through_cache_rule.docker-hub", id: "docker-hub" },
    { to: "aws_ecr_pull_through_cache_rule.theirs", id: "theirs" },
    { to: "aws_ecr_repository_creation_template.quay", id: "quay" },
    { to: "aws_ecr_repository_creation_template.ROOT", id: "ROOT" },
  ]);
  for (const { to } of blocks) expect(resource).toHaveProperty(to);
});
