import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { logTail } from "../../src/processes/log-tail";

test("the tail of a log has its last lines, without colors and blank lines", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "log-"));
  const file = path.join(folder, "a.log");
  writeFileSync(file, "one\n\u001b[31mtwo\u001b[0m  \n\n   \nthree\n");
  expect(logTail(file, 2)).toBe("two\nthree");
  rmSync(folder, { recursive: true });
});

test("a log that does not exist has an empty tail", () => {
  expect(logTail("/nowhere/a.log")).toBe("");
});
