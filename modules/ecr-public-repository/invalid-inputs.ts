import { longText, refusedValue as rejected, type InvalidInput } from "../kit/invalid-input";
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
    ...rejected("name", "a name of 206 characters", "0".repeat(206), "must have 2 to 205 characters"),
    written: { name: longText(206) },
  },
  rejected("name", "a doubled separator", "tools--cli", "must be a single . or _ or hyphen"),
  rejected(
    "catalog",
    "51 architectures",
    { architectures: Array.from({ length: 51 }, (_, index) => `a${index}`) },
    "at most 50 architectures",
  ),
  rejected("catalog", "an empty operating system", { operating_systems: [""] }, "at most 50 operating_systems"),
  rejected("catalog", "a logo that is not base64", { logo_image_blob: "logo.png" }, "image of at most 512000 bytes"),
  rejected(
    "catalog",
    "a logo that is not an image",
    { logo_image_blob: "c2VjcmV0IHRleHQ=" },
    "image of at most 512000 bytes",
  ),
  rejected("push_principals", "a role of another partition", [ROLE.replace("aws", "aws-cn")], "in the partition aws"),
  rejected("push_principals", "everyone", ["*"], "without wildcards"),
  rejected("repository_policy", "a policy without statements", policy(), "with at least 1 statement"),
  rejected(
    "repository_policy",
    "a policy with a resource",
    policy({ ...PUSH, Principal: { AWS: ROLE }, Resource: "*" }),
    "remove resource",
  ),
  rejected("repository_policy", "a push by everyone", policy({ ...PUSH, Principal: "*" }), "allows every aws account"),
  rejected(
    "repository_policy",
    "a push by everyone else",
    policy({ ...PUSH, NotPrincipal: { AWS: ROLE } }),
    "notprincipal with allow",
  ),
  rejected("deletion_policy", "an unknown deletion policy", "Orphan", "must be retain or delete"),
  rejected("tags", "a tag that AWS reserves", { "aws:team": "cli" }, "which aws reserves"),
  {
    title: "force_delete with Retain",
    inputs: { force_delete: true },
    rejectedBy: RETAINED,
    expectedMessage: "force_delete setting requires",
  },
];
