import { PUBLIC_REGION } from "../../src/domain/public-repositories/settings";
import { publicPolicyOf } from "../../src/domain/public-repositories/check";
import { literalText } from "../../src/domain/terraform/strings";
import { type ModuleDocument } from "../kit/module-definition";
import { mockedAws, refusedRuns, run, testFile } from "../kit/terraform-test";
import { ACCEPTED_INPUTS, INVALID_INPUTS } from "./invalid-inputs";

const COUNTS = ["aws_ecrpublic_repository.this", "aws_ecrpublic_repository.retained"].map((it) => `length(${it})`);
const ALL = [...COUNTS, "length(aws_ecrpublic_repository_policy.this)"].join(" + ");
const PRINCIPALS = ["444455556666", "arn:aws:iam::111122223333:role/release"];
const EXPECTED_POLICY = literalText(JSON.stringify(JSON.stringify(publicPolicyOf({ pushPrincipals: PRINCIPALS }))));
const SENT = "aws_ecrpublic_repository_policy.this[0].policy";
const CATALOG = "aws_ecrpublic_repository.retained[0].catalog_data[0]";

/** The module's test files. They run without AWS. */
export function moduleTests(): Readonly<Record<string, ModuleDocument>> {
  const runs = {
    create_is_false: run(
      { ...ACCEPTED_INPUTS, create: false, push_principals: PRINCIPALS },
      {
        "create = false must not create resources.": `${ALL} == 0`,
        "create = false must leave outputs empty.": "output.repository_uri == null",
      },
    ),
    only_a_name: run(ACCEPTED_INPUTS, {
      "Retain must be the default.": "length(aws_ecrpublic_repository.retained) == 1",
      "Without grants, there must be no policy.": "length(aws_ecrpublic_repository_policy.this) == 0",
      "There must be no catalog data by default.": "length(aws_ecrpublic_repository.retained[0].catalog_data) == 0",
    }),
    a_catalog: run(
      { ...ACCEPTED_INPUTS, catalog: { description: "The CLI.", about: "# CLI", architectures: ["ARM 64", "x86-64"] } },
      {
        "The texts must be sent.": `${CATALOG}.description == "The CLI." && ${CATALOG}.about_text == "# CLI"`,
        "The architectures must be sent.": `${CATALOG}.architectures == toset(["ARM 64", "x86-64"])`,
      },
    ),
    principals_that_push: run(
      { ...ACCEPTED_INPUTS, push_principals: PRINCIPALS },
      {
        "The policy must be that of the construct.": `jsonencode(jsondecode(${SENT})) == jsonencode(jsondecode(${EXPECTED_POLICY}))`,
      },
    ),
    a_policy_and_principals: run(
      {
        ...ACCEPTED_INPUTS,
        push_principals: PRINCIPALS,
        repository_policy:
          '${jsonencode({ Version = "2012-10-17", Statement = { Sid = "Clean", Effect = "Allow", Principal = { AWS = "444455556666" }, Action = "ecr-public:BatchDeleteImage" } })}',
      },
      {
        "The written statements must come first.": `[for statement in jsondecode(${SENT}).Statement : statement.Sid] == ["Clean", "AllowPush"]`,
      },
    ),
    delete_is_not_retained: run(
      { ...ACCEPTED_INPUTS, deletion_policy: "Delete", force_delete: true },
      {
        "Delete must create a repository that can be destroyed.":
          "aws_ecrpublic_repository.this[0].force_destroy && length(aws_ecrpublic_repository.retained) == 0",
      },
    ),
  };
  const elsewhere = {
    another_region: {
      command: "plan",
      variables: ACCEPTED_INPUTS,
      expect_failures: ["aws_ecrpublic_repository.retained[0]"],
    },
  };
  return {
    public_repository: testFile(runs, mockedAws({ region: PUBLIC_REGION })),
    refused: testFile(refusedRuns(ACCEPTED_INPUTS, INVALID_INPUTS), mockedAws({ region: PUBLIC_REGION })),
    region: testFile(elsewhere, mockedAws({ region: "eu-west-1" })),
  };
}
