import { longText, refusedBy, refusedValue as rejected, type InvalidInput } from "../kit/invalid-input";
import { type ModuleDocument } from "../kit/module-definition";

/** The required inputs of the module. */
export const ACCEPTED_INPUTS = { name: "tools/cli" } as const satisfies ModuleDocument;

const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const PUSH = { Effect: "Allow", Action: "ecr-public:PutImage" };
const RETAINED = "aws_ecrpublic_repository.retained[0]";
const ROLE = "arn:aws:iam::111122223333:role/release";

/** Inputs that the module and the construct's checks reject. */
export const INVALID_INPUTS: readonly InvalidInput[] = [
  {
    ...rejected("name", "a name of 206 characters", "must have 2 to 205 characters", "0".repeat(206)),
    written: { name: longText(206) },
  },
  rejected("name", "a doubled separator", "must be a single . or _ or hyphen", "tools--cli"),
  rejected("catalog", "51 architectures", "at most 50 architectures", {
    architectures: Array.from({ length: 51 }, (_, index) => `a${index}`),
  }),
  rejected("catalog", "an empty operating system", "at most 50 operating_systems", { operating_systems: [""] }),
  rejected("catalog", "a logo that is not base64", "image of at most 512000 bytes", { logo_image_blob: "logo.png" }),
  rejected("catalog", "a logo that is not an image", "image of at most 512000 bytes", {
    logo_image_blob: "c2VjcmV0IHRleHQ=",
  }),
  rejected("push_principals", "a role of another partition", "in the partition aws", [ROLE.replace("aws", "aws-cn")]),
  rejected("push_principals", "everyone", "without wildcards", ["*"]),
  rejected("repository_policy", "a policy without statements", "with at least 1 statement", policy()),
  rejected(
    "repository_policy",
    "a policy with a resource",
    "remove resource",
    policy({ ...PUSH, Principal: { AWS: ROLE }, Resource: "*" }),
  ),
  rejected("repository_policy", "a push by everyone", "allows every aws account", policy({ ...PUSH, Principal: "*" })),
  rejected(
    "repository_policy",
    "a push by everyone else",
    "notprincipal with allow",
    policy({ ...PUSH, NotPrincipal: { AWS: ROLE } }),
  ),
  rejected("deletion_policy", "an unknown deletion policy", "must be retain or delete", "Orphan"),
  rejected("tags", "a tag that AWS reserves", "which aws reserves", { "aws:team": "cli" }),
  refusedBy(RETAINED, "force_delete with Retain", "force_delete setting requires", { force_delete: true }),
];
