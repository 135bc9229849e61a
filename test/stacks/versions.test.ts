import { awsForRegistry } from "../../stacks/versions";
import { type RegistrySettings } from "../../src/domain/registry/settings";
import { TEMPLATE_DEFAULTS, type CreationTemplate } from "../../src/domain/registry/template-settings";
import { environment } from "../support/environment";

const floor = (registry: RegistrySettings): string => awsForRegistry(environment({ registry })).version;
const template = (settings: Partial<CreationTemplate>): RegistrySettings => ({
  creationTemplates: [{ ...TEMPLATE_DEFAULTS, prefix: "team", appliedFor: ["REPLICATION"], ...settings }],
});
const FILTERS = {
  imageTagMutability: "MUTABLE_WITH_EXCLUSION",
  imageTagMutabilityExclusionFilters: ["v*"],
} as const;

test.each<[string, RegistrySettings, string]>([
  ["a plain template", template({}), ">= 5.100, < 7.0"],
  ["exclusion filters of a template", template(FILTERS), ">= 6.10, < 7.0"],
  ["creation on push", template({ ...FILTERS, appliedFor: ["CREATE_ON_PUSH"] }), ">= 6.28, < 7.0"],
  [
    "pulls that do not count",
    { pullTimeUpdateExclusions: ["arn:aws:iam::111122223333:role/scanner"] },
    ">= 6.28, < 7.0",
  ],
  [
    "blob mounting, whatever else there is",
    { ...template({ appliedFor: ["CREATE_ON_PUSH"] }), accountSettings: { BLOB_MOUNTING: "ENABLED" } },
    ">= 6.29, < 7.0",
  ],
])("%s has the floor of the AWS provider", (_, registry, version) => {
  expect(floor(registry)).toBe(version);
});
