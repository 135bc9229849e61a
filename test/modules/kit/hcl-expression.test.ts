import { hclTemplate } from "../../../modules/kit/hcl-expression";

test("a value becomes an expression: objects, lists, numbers, and keys that are no names in quotes", () => {
  expect(hclTemplate({ Sid: "A", "aws:x": [1, true, 'say "x"'], Left: undefined })).toBe(
    '{ Sid = "A", "aws:x" = [1, true, "say \\"x\\""] }',
  );
});

test("a text that is all of one template becomes the expression inside, quotes and all", () => {
  expect(hclTemplate('${one(var.names["a"])}')).toBe('one(var.names["a"])');
});

test("any other text keeps its templates", () => {
  expect(hclTemplate({ "${it.issuer}:aud": "${it.a}${it.b}" })).toBe('{ "${it.issuer}:aud" = "${it.a}${it.b}" }');
});
