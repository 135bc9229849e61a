import { handoverText } from "../../../src/cli/handover/report";
import { type HandoverStep } from "../../../src/operations/handover/steps";

function step(id: HandoverStep["id"], state: HandoverStep["state"], commands: readonly string[] = []): HandoverStep {
  return { id, state, commands, title: `step ${id}` };
}

const text = (to: "operator" | "terraform", ...steps: readonly HandoverStep[]): string =>
  handoverText({
    root: "/p",
    environment: "dev",
    repository: "team/api",
    to,
    consequences: ["loses x"],
    steps,
    files: ["/p/a.yaml"],
  });

test("what was written, what differs and all steps are shown, with the lines of those that are to come", () => {
  const shown = text(
    "operator",
    step("undeclare", "done", ["over"]),
    step("deploy-registry", "next", ["npx cdktf deploy dev-registry"]),
    step("assign", "later"),
  );
  expect(shown).toBe(`written: a.yaml

Moving team/api in dev to the operator

Consequences:
  - loses x

Steps:
  done   1. step undeclare
  next   2. step deploy-registry
              npx cdktf deploy dev-registry
  later  3. step assign

Deploy, then run this command again. If terraform/environments/dev is checked in, run npx ecr generate dev first.
`);
});

test.each([
  ["operator", [step("assign", "next")], "For the next step, run: npx ecr handover dev team/api --to operator --write"],
  ["terraform", [step("declare", "next", ["kubectl"])], "Run the commands for the next step, then run: npx ecr"],
  ["operator", [step("apply", "next", ["kubectl"])], "After this step, the operator owns team/api. Once"],
  ["terraform", [step("cleanup", "done")], "Terraform owns team/api."],
] as const)("to %s, the last line says how to go on", (to, steps, line) => {
  expect(text(to, ...steps)).toContain(`\n\n${line}`);
});
