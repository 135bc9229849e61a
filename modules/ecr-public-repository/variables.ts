import { CATALOG_DESCRIPTIONS, DESCRIPTIONS, PUBLIC_DEFAULTS } from "../../src/domain/public-repositories/settings";
import { type ModuleVariables } from "../kit/module-stack";
import { CREATE, fields, objectType, texts } from "../kit/object-variable";

const { description, about, usage, architectures, operatingSystems } = CATALOG_DESCRIPTIONS;

/** Variables in reading order. Ranges are AWS's; defaults are those of the environments. */
export const VARIABLES: ModuleVariables = {
  create: CREATE,
  name: { description: DESCRIPTIONS.repositoryName, type: "string" },
  catalog: {
    description: `${DESCRIPTIONS.catalog} ${fields({
      ...{ description, about, usage, architectures, operating_systems: operatingSystems },
      logo_image_blob:
        "The logo, a PNG or JPEG image of at most 512,000 bytes, in base64. The Gallery shows logos only for accounts that AWS has verified.",
    })} Defaults to null, which does not change the catalog.`,
    type: objectType({
      description: "optional(string)",
      about: "optional(string)",
      usage: "optional(string)",
      architectures: "optional(list(string), [])",
      operating_systems: "optional(list(string), [])",
      logo_image_blob: "optional(string)",
    }),
    default: null,
  },
  tags: {
    description:
      "Tags of the repository, in addition to the provider's default tags. At most 50 tags in total, with keys of up to 128 characters and values of up to 256. Defaults to no tags.",
    type: "map(string)",
    default: {},
  },
  deletion_policy: {
    description:
      "What happens when Terraform would destroy the repository: with `Delete`, Terraform deletes it; with `Retain`, Terraform rejects the plan. To change the policy later, add a `moved` block as shown in the README. Defaults to `Retain`, because people outside your organization may rely on public repositories.",
    type: "string",
    default: PUBLIC_DEFAULTS.deletionPolicy,
  },
  force_delete: {
    description: `${DESCRIPTIONS.forceDelete} Requires \`deletion_policy = "Delete"\`.`,
    type: "bool",
    default: PUBLIC_DEFAULTS.forceDelete,
  },
  push_principals: texts("only the repository's own account", DESCRIPTIONS.pushPrincipals),
  repository_policy: {
    description: `${DESCRIPTIONS.repositoryPolicy} Write it with \`jsonencode\`. Defaults to null (no additional statements).`,
    type: "string",
    default: null,
  },
};
