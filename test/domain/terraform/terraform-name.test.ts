import { snakeCase } from "../../../src/domain/terraform/terraform-name";

test.each([
  ["Operator", "operator"],
  ["OperatorRole", "operator_role"],
  ["CIRole", "ci_role"],
  ["Operator2", "operator2"],
  ["dev-operator", "dev_operator"],
  ["2nd", "_2nd"],
])("the construct id %s is %s in Terraform", (id, name) => {
  expect(snakeCase(id)).toBe(name);
});
