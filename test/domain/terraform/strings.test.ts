import { encodedJson } from "../../../src/domain/terraform/strings";

test("a document is encoded without blanks between its parts", () => {
  expect(encodedJson({ a: [1, "b c"], d: true })).toBe('{"a":[1,"b c"],"d":true}');
});

test("what HTML and JavaScript read specially is escaped, as Terraform does", () => {
  expect(encodedJson({ a: "<b> & \u2028" })).toBe('{"a":"\\u003cb\\u003e \\u0026 \\u2028"}');
});
