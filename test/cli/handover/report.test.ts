import { handoverText } from "../../../src/cli/handover/report";
import { type Step } from "../../../src/operations/handover/steps";

function step(id: Step["id"], state: Step["state"], commands: readonly string[] = []): Step {
  return { id, state, commands, title: `step ${id}` };
}

const text = (to: "operator" | "terraform", ...steps: readonly Step[]): string =>
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
    step("let-go", "done", ["over"]),
    step("deploy-registry", "next", ["npx cdktf deploy dev-registry"]),
    step("give", "later"),
  );
  expect(shown).toBe(`written: a.yaml

team/api of dev goes to the operator

What is different then:
  - loses x

Steps:
  done   1. step let-go
  next   2. step deploy-registry
              npx cdktf deploy dev-registry
  later  3. step give

Deploy, then run this again. Where terraform/environments/dev is checked in: npm run generate -- dev first.
`);
});

test.each([
  [
    "operator",
    [step("give", "next")],
    "The next step is a change of files: npm run -s ecr -- handover dev team/api --to operator --write",
  ],
  [
    "terraform",
    [step("declare", "next", ["kubectl"])],
    "After the lines of the next step, its change of files: npm run",
  ],
  ["operator", [step("apply", "next", ["kubectl"])], "With that the operator owns team/api;"],
  ["terraform", [step("finish", "done")], "Terraform owns team/api."],
] as const)("to %s, the last line says how to go on", (to, steps, line) => {
  expect(text(to, ...steps)).toContain(`\n\n${line}`);
});
