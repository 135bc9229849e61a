import { spawnSync } from "node:child_process";
import { shellWord } from "../../../src/domain/text/shell";

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
