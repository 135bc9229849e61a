import { Fn, Lazy, TerraformOutput, TerraformStack, Testing } from "cdktf";
import { jsonPolicy } from "../../../modules/kit/json-policy";

test("a policy becomes a jsonencode expression with its keys in their order", () => {
  expect(jsonPolicy({ b: [1, true, null], a: { "aws:x": "y" } })).toBe(
    '${jsonencode({"b" = [1, true, null], "a" = {"aws:x" = "y"}})}',
  );
});

test("keys without a value are left out", () => {
  expect(jsonPolicy({ a: undefined, b: 1 })).toBe('${jsonencode({"b" = 1})}');
});

test("what looks like a template is literal, in values and keys", () => {
  expect(jsonPolicy({ "%{k}": "arn:aws:s3:::${aws:username}" })).toBe(
    '${jsonencode({"%%{k}" = "arn:aws:s3:::$${aws:username}"})}',
  );
});

test("quotes, backslashes, line ends and control characters are escaped as HCL wants them", () => {
  expect(jsonPolicy({ a: 'say "hi"\\\n\t\b\f\u0001é' })).toBe(
    '${jsonencode({"a" = "say \\"hi\\"\\\\\\n\\t\\u0008\\u000c\\u0001é"})}',
  );
});

test("a backslash before a letter is no escape of its own", () => {
  expect(jsonPolicy({ a: "\\b \\f" })).toBe('${jsonencode({"a" = "\\\\b \\\\f"})}');
});

test("tokens are resolved, inside text and as keys; the text around them stays literal", () => {
  const stack = new TerraformStack(Testing.app(), "test");
  const part = Lazy.stringValue({ produce: () => "x" });
  const issuer = Fn.trimprefix("https://a", "https://");
  new TerraformOutput(stack, "policy", { value: jsonPolicy({ [`${issuer}:sub`]: `a-${part}-\${b}` }), staticId: true });
  const { output } = JSON.parse(Testing.synth(stack)) as { output: { policy: { value: string } } };
  expect(output.policy.value).toBe('${jsonencode({"${trimprefix("https://a", "https://")}:sub" = "a-x-$${b}"})}');
});
