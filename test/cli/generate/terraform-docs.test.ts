import { terraformDocs } from "../../../src/cli/generate/terraform-docs";

const VERSIONS = {
  terraform: ">= 1.11",
  providers: { aws: { source: "hashicorp/aws", version: ">= 5.100, < 7.0" } },
};

// What terraform-docs 0.24 prints for the same module, line by line.
test("tables have the form of terraform-docs: sorted, with anchors, multi-line types and escaped names", () => {
  const tables = terraformDocs(VERSIONS, {
    variable: {
      path_names: { description: "Names of a|b, as in `a_b`.", type: "object({\n  key_id = string\n})" },
      create: { description: "Whether to create.", type: "bool", default: true },
      rules: { description: "Rules.", type: "map(string)", default: { a: "b" } },
    },
    output: { role_arn: { description: "ARN of the role." } },
    resource: { aws_iam_role: { this: {} } },
    data: { aws_caller_identity: { current: {} } },
  });
  expect(tables.split("\n")).toEqual([
    "## Requirements",
    "",
    "| Name | Version |",
    "| ---- | ------- |",
    '| <a name="requirement_terraform"></a> [terraform](#requirement\\_terraform) | >= 1.11 |',
    '| <a name="requirement_aws"></a> [aws](#requirement\\_aws) | >= 5.100, < 7.0 |',
    "",
    "## Providers",
    "",
    "| Name | Version |",
    "| ---- | ------- |",
    '| <a name="provider_aws"></a> [aws](#provider\\_aws) | >= 5.100, < 7.0 |',
    "",
    "## Modules",
    "",
    "No modules.",
    "",
    "## Resources",
    "",
    "| Name | Type |",
    "| ---- | ---- |",
    "| [aws_iam_role.this](https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role) | resource |",
    "| [aws_caller_identity.current](https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/caller_identity) | data source |",
    "",
    "## Inputs",
    "",
    "| Name | Description | Type | Default | Required |",
    "| ---- | ----------- | ---- | ------- | :------: |",
    '| <a name="input_create"></a> [create](#input\\_create) | Whether to create. | `bool` | `true` | no |',
    '| <a name="input_path_names"></a> [path\\_names](#input\\_path\\_names) | Names of a\\|b, as in `a_b`. | <pre>object({<br/>    key_id = string<br/>  })</pre> | n/a | yes |',
    '| <a name="input_rules"></a> [rules](#input\\_rules) | Rules. | `map(string)` | <pre>{<br/>  "a": "b"<br/>}</pre> | no |',
    "",
    "## Outputs",
    "",
    "| Name | Description |",
    "| ---- | ----------- |",
    '| <a name="output_role_arn"></a> [role\\_arn](#output\\_role\\_arn) | ARN of the role. |',
  ]);
});
