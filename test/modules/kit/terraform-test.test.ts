import { refusedRuns, type Refused } from "../../../modules/kit/terraform-test";

const of = (variable: string, title: string, value: string): Refused => ({
  title,
  inputs: { [variable]: value },
  rejectedBy: `var.${variable}`,
});

test("what variables refuse by themselves is put together, one value for each variable", () => {
  const runs = refusedRuns({ name: "team/api", size: "1" }, [
    of("name", "a blank", "a b"),
    of("name", "a capital", "A"),
    of("size", "a letter", "x"),
  ]);
  expect(runs).toEqual({
    first_invalid_value_of_each_variable: {
      "//": expect.stringMatching(/:\n- name: a blank\n- size: a letter$/) as string,
      command: "plan",
      variables: { name: "a b", size: "x" },
      expect_failures: ["var.name", "var.size"],
    },
    a_capital: { command: "plan", variables: { name: "A", size: "1" }, expect_failures: ["var.name"] },
  });
});

test("what a resource refuses, and what takes two variables, has a run of its own", () => {
  const tags = { title: "too much", inputs: { size: "9" }, rejectedBy: "aws_ecr_repository.this" };
  const both = { title: "both", inputs: { name: "n", size: "2" }, rejectedBy: "var.name" };
  expect(refusedRuns({}, [tags, both])).toEqual({
    too_much: { command: "plan", variables: { size: "9" }, expect_failures: ["aws_ecr_repository.this"] },
    both: { command: "plan", variables: { name: "n", size: "2" }, expect_failures: ["var.name"] },
  });
});

test("every input is in exactly one run", () => {
  const inputs = ["a", "b", "c", "d"].map((wrong, index) => of(index % 2 === 0 ? "name" : "size", wrong, wrong));
  const expected = Object.values(refusedRuns({}, inputs)).flatMap(({ expect_failures }) => expect_failures);
  expect(expected).toHaveLength(inputs.length);
});
