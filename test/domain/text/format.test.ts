import { bytesText } from "../../../src/domain/text/format";

test.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [999, "999 bytes"],
])("%d bytes are written as %s", (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});
