import { requestContext } from "../../../../src/domain/iam/evaluation/context";
import { type Answer } from "../../../support/evaluate";
import { generatedCase, type Case } from "./generated-cases";
import { OPTIONAL_KEYS, valueFor, type Context } from "./generated-conditions";
import { generatedTrust } from "./generated-trusts";
import { oracleAnswer, ownAnswer } from "./oracle";
import { Random } from "./random";

/** A library that evaluates policies, by other people, is right wherever IAM's rules leave one answer. */
async function compared(cases: readonly Case[]) {
  const answers: { seed: number; theirs: Answer; ours: Answer | "Unclear" }[] = [];
  for (const [index, of] of cases.entries())
    answers.push({ seed: index + 1, theirs: await oracleAnswer(of), ours: ownAnswer(of) });
  return {
    disagreements: answers.filter(({ theirs, ours }) => ours !== "Unclear" && ours !== theirs),
    unclear: answers.filter(({ ours }) => ours === "Unclear"),
    count: (answer: Answer) => answers.filter(({ ours }) => ours === answer).length,
  };
}

const cases = (count: number, of: (seed: number) => Case) => Array.from({ length: count }, (_, index) => of(index + 1));

test("where everything is known, the answers to 2,500 generated requests are the oracle's", async () => {
  const { disagreements, unclear, count } = await compared(cases(2500, generatedCase));
  expect(disagreements).toEqual([]);
  expect(unclear.length).toBeLessThan(25);
  for (const answer of ["Allowed", "ImplicitlyDenied", "ExplicitlyDenied"] as const)
    expect(count(answer)).toBeGreaterThan(250);
});

test("the answers of 500 generated trust policies to tokens are the oracle's", async () => {
  const { disagreements, unclear, count } = await compared(cases(500, generatedTrust));
  expect(disagreements).toEqual([]);
  expect(unclear).toEqual([]);
  for (const answer of ["Allowed", "ImplicitlyDenied", "ExplicitlyDenied"] as const)
    expect(count(answer)).toBeGreaterThan(25);
});

test("an answer that is given while keys are not known is the oracle's, whatever they turn out to be", async () => {
  const wrong: number[] = [];
  const found = { decided: 0, unclear: 0, justified: 0 };
  for (let seed = 1; seed <= 600; seed++) {
    const of = generatedCase(seed);
    const random = new Random(-seed);
    const hidden = OPTIONAL_KEYS.filter(() => random.chance(0.5));
    const isHidden = (key: string) => hidden.some(({ name }) => name === key);
    const context: Context = Object.fromEntries(Object.entries(of.context).filter(([key]) => !isHidden(key)));
    const absent = OPTIONAL_KEYS.map(({ name }) => name).filter((name) => !isHidden(name) && !(name in context));
    const answer = ownAnswer(of, requestContext({ present: context, absent }));
    const truths = new Set<boolean>();
    for (let time = 0; time < 4; time++) {
      const given = hidden.filter(() => random.chance(0.6)).map((key) => [key.name, valueFor(random, key)] as const);
      truths.add((await oracleAnswer({ ...of, context: { ...context, ...Object.fromEntries(given) } })) === "Allowed");
    }
    if (answer === "Unclear") {
      found.unclear++;
      if (truths.size > 1) found.justified++;
    } else {
      found.decided++;
      if (truths.has(answer !== "Allowed")) wrong.push(seed);
    }
  }
  expect(wrong).toEqual([]);
  expect(found.decided).toBeGreaterThan(300);
  // Four tries do not meet every value that would turn the answer, but they meet many.
  expect(found.justified).toBeGreaterThan(found.unclear / 4);
});
