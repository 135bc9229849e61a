import { parse } from "yaml";
import { fences, textOf } from "./markdown";

interface Workflow {
  readonly jobs: {
    readonly test: {
      readonly strategy: { readonly matrix: { readonly node: readonly number[] } };
      readonly steps: readonly { readonly run?: string; readonly uses?: string; readonly with?: object }[];
    };
  };
}

const TEXT = textOf(".github/workflows/test.yml");
const { strategy, steps } = (parse(TEXT) as Workflow).jobs.test;

test("the workflow runs the README's test command", () => {
  const [, tests = ""] = textOf("README.md").split("\n## Tests\n");
  const command = fences(tests)[0]?.lines.join("\n");
  expect(steps.map(({ run }) => run)).toContain(command);
});

test("it runs on the Node.js versions that are supported, from the oldest on", () => {
  const { engines } = JSON.parse(textOf("package.json")) as { engines: { node: string } };
  expect(strategy.matrix.node).toEqual([20, 22, 24]);
  expect(engines.node).toMatch(new RegExp(`^>=${String(strategy.matrix.node[0])}\\.`));
  expect(strategy.matrix.node).toContain(Number(textOf(".nvmrc")));
});

test("its actions are pinned to commits, and Terraform is installed without a wrapper around its output", () => {
  const actions = TEXT.match(/uses: .*/g) ?? [];
  expect(actions.filter((line) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  const terraform = steps.find(({ uses }) => uses?.startsWith("hashicorp/setup-terraform@") === true);
  expect(terraform?.with).toMatchObject({ terraform_wrapper: false });
});
