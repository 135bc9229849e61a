import { spawnSync } from "node:child_process";
import { exportLines } from "../../../src/cli/local/shell-env";

test("a shell that evaluates the lines has the very values", () => {
  const values = { PLAIN: "http://127.0.0.1:5000", ODD: 'it\'s $HOME `x` "y" \\' };
  const { stdout } = spawnSync("sh", ["-c", 'eval "$1"; printf "%s\\n%s" "$PLAIN" "$ODD"', "sh", exportLines(values)], {
    encoding: "utf8",
  });
  expect(stdout.split("\n")).toEqual([values.PLAIN, values.ODD]);
});
