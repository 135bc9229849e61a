import { spawnSync } from "node:child_process";
import { bytesText, shellWord } from "../../../src/domain/text/format";

test.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [999, "999 bytes"],
])("%d bytes are written as %s", (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});

test.each([
  "plain",
  "arn:aws:iam::111122223333:role/a/b",
  "it's",
  "$HOME `id` $(id)",
  '"; rm -rf / #',
  "a\\b",
  "a\nb",
  "",
  "*",
  "~",
])("a shell reads %j as one word", (word) => {
  const { stdout } = spawnSync("sh", ["-c", `printf '%s|' ${shellWord(word)}`], { encoding: "utf8" });
  expect(stdout).toBe(`${word}|`);
});
