import { registerCi } from "../../src/cli/ci/command";
import { Command } from "commander";
import { fences, ROOT, textOf } from "./markdown";

const FENCES = fences(textOf("docs/ci.md")).map(({ language, lines }) => ({ language, text: lines.join("\n") }));

/** Runs `ecr ci` for the production environment of this repository. */
async function ci(...args: readonly string[]): Promise<string> {
  const written: string[] = [];
  const spy = jest.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  try {
    const program = new Command("ecr").exitOverride();
    registerCi(program, ROOT);
    await program.parseAsync(["ci", "github", "production", "platform/api", ...args], { from: "user" });
    return written.join("");
  } catch (error) {
    return `error: ${(error as Error).message}`;
  } finally {
    spy.mockRestore();
  }
}

test("the error about the cache is the one that the command prints", async () => {
  const shown = FENCES.find(({ text }) => text.startsWith("error: --cache"));
  expect(await ci("--cache", "registry")).toBe(shown?.text);
});

test("the job of the deployment is the one that the command prints", async () => {
  const shown = FENCES.find(({ language, text }) => language === "yaml" && text.includes("\ndeploy:\n"));
  const workflow = await ci("--deploy", './deploy.sh "$IMAGE"', "--deploy-to", "production");
  const [, job = ""] = workflow.split(/(?= {2}# IMAGE contains the image reference)/);
  expect(job.replaceAll(/^ {2}/gm, "").trimEnd()).toBe(shown?.text);
});
