import { spawnSync } from "node:child_process";
import { enteredText, enterLines, exportLines, undoLines } from "../../../src/cli/local/shell-env";

test("a shell that evaluates the commands has exactly these values", () => {
  const values = { PLAIN: "http://127.0.0.1:5000", ODD: 'it\'s $HOME `x` "y" \\' };
  const { stdout } = spawnSync("sh", ["-c", 'eval "$1"; printf "%s\\n%s" "$PLAIN" "$ODD"', "sh", exportLines(values)], {
    encoding: "utf8",
  });
  expect(stdout.split("\n")).toEqual([values.PLAIN, values.ODD]);
});

describe("a shell that uses the emulator", () => {
  const BEFORE = {
    PATH: process.env["PATH"],
    AWS_PROFILE: "it's prod",
    AWS_REGION: "eu-west-1",
    AWS_SESSION_TOKEN: "t",
  };
  const SHOW = 'printf "%s|%s|%s|%s" "$AWS_PROFILE" "$AWS_REGION" "$AWS_SESSION_TOKEN" "$AWS_ENDPOINT_URL"';
  const VARIABLES = { AWS_ENDPOINT_URL: "http://127.0.0.1:5000", AWS_REGION: "us-east-1" };
  const run = (script: string, ...args: readonly string[]) =>
    spawnSync("sh", ["-c", script, "sh", ...args], { encoding: "utf8", env: BEFORE }).stdout;

  test("has no variables left that take precedence", () => {
    expect(run(`eval "$1"; ${SHOW}`, enterLines(VARIABLES, BEFORE, false))).toBe("|us-east-1||http://127.0.0.1:5000");
  });

  test("has its earlier variables after undo", () => {
    const enter = enterLines(VARIABLES, BEFORE, false);
    const saved = run('eval "$1"; printf %s "$CDKTF_ECR_SHELL_BEFORE"', enter);
    const undo = undoLines({ CDKTF_ECR_SHELL_BEFORE: saved });
    expect(run(`eval "$1"; eval "$2"; ${SHOW}`, enter, undo)).toBe("it's prod|eu-west-1|t|");
  });

  test("keeps the first values if it runs the commands twice", () => {
    const saved = run('eval "$1"; printf %s "$CDKTF_ECR_SHELL_BEFORE"', enterLines(VARIABLES, BEFORE, false));
    const again = enterLines(VARIABLES, { ...VARIABLES, CDKTF_ECR_SHELL_BEFORE: saved }, false);
    expect(run('eval "$1"; printf %s "$CDKTF_ECR_SHELL_BEFORE"', again)).toBe(saved);
  });

  test.each([
    ["a profile", { AWS_PROFILE: "later" }, "later|eu-west-1|t|"],
    ["a region", { AWS_REGION: "eu-central-1" }, "it's prod|eu-central-1|t|"],
    [
      "a token and an endpoint",
      { AWS_SESSION_TOKEN: "u", AWS_ENDPOINT_URL: "http://b" },
      "it's prod|eu-west-1|u|http://b",
    ],
  ])("has back what was set in between, when it is pointed there twice: %s", (_, between, expected) => {
    const SAVED = "CDKTF_ECR_SHELL_BEFORE";
    const saved = run(`eval "$1"; printf %s "$${SAVED}"`, enterLines(VARIABLES, BEFORE, false));
    const env = { PATH: BEFORE.PATH, ...VARIABLES, [SAVED]: saved, ...between };
    const again = enterLines(VARIABLES, env, false);
    const undo = undoLines({ [SAVED]: run(`eval "$1"; printf %s "$${SAVED}"`, again) });
    expect(run(`eval "$1"; eval "$2"; ${SHOW}`, again, undo)).toBe(expected);
  });

  test("does not get what this process has set for itself", () => {
    const own = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };
    const enter = enterLines(VARIABLES, { ...BEFORE, ...own }, false);
    const saved = run('eval "$1"; printf %s "$CDKTF_ECR_SHELL_BEFORE"', enter);
    expect(enter + undoLines({ CDKTF_ECR_SHELL_BEFORE: saved })).not.toContain("AWS_SDK_JS");
  });

  test.each([
    ["trial", ", started for the environment trial"],
    [undefined, ""],
  ])("is told what it points at, and the way back: %s", (environment, startedFor) => {
    expect(enteredText({ variables: VARIABLES, isExternal: false, environment })).toBe(
      `Emulator: http://127.0.0.1:5000, us-east-1${startedFor}. To undo: eval "$(npx ecr local env --undo)"`,
    );
  });

  test("keeps the credentials for an emulator of the user's own", () => {
    expect(enterLines(VARIABLES, BEFORE, true)).not.toContain("unset");
  });

  test("gets an error if there is nothing to undo", () => {
    expect(() => undoLines({})).toThrow("this shell has not run `ecr local env`, so there is nothing to undo.");
  });
});
