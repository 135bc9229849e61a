import { jsonPolicy } from "../../../modules/kit/json-policy";
import { literalValue, UNKNOWN } from "../../../src/domain/terraform/literal-value";

test.each(["plain", "a = b", "${aws:username} and %{x}", 'quote " and \\ backslash', "line\nbreak\t", "<&>", "jsonencode(1)"])(
  "a policy with %j is read as it was written",
  (text) => {
    const document = { Version: "2012-10-17", Statement: [{ Sid: text, [text]: [text, 1, true, null] }] };
    expect(literalValue(jsonPolicy(document))).toEqual(document);
  },
);

test("escaped text is unescaped, and references are unknown", () => {
  expect(literalValue("$${a} %%{b}")).toBe("${a} %{b}");
  expect(literalValue("${aws_ecr_repository.a.name}")).toBe(UNKNOWN);
  expect(literalValue('${jsonencode({"a" = "${aws_iam_role.b.arn}"})}')).toBe(UNKNOWN);
  expect(literalValue('${jsonencode({"a" = var.b})}')).toBe(UNKNOWN);
});
