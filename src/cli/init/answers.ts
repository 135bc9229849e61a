import { ACCOUNT_ID } from "../../domain/aws/arn";
import { ENVIRONMENT_NAME, SCHEMA_FOLDER } from "../../config/environment-names";
import { checkRegion } from "../../domain/aws/region";
import { oneOf } from "../../domain/problems/problem";
import { type CiChoice, CI_CHOICES, parseStateChoice, STATE_FORMS, type StateChoice } from "./choices";

/** Terraform Cloud accepts 90 characters for `<environment>-<stack>`. */
const LONGEST_NAME = 63;

export interface InitOptions {
  readonly environment?: string;
  readonly account?: string;
  readonly region?: string;
  readonly state?: string;
  readonly tag?: Readonly<Record<string, string>>;
  readonly ci?: CiChoice;
  readonly from?: string;
  /** Whether the environment is for the emulator only. */
  readonly local?: boolean;
  readonly yes?: boolean;
}

export interface Answers {
  readonly environment: string;
  readonly account: string;
  readonly region: string;
  readonly state: StateChoice;
  readonly ci: CiChoice;
}

/** Answers that hold unless others are given. */
export type Defaults = Readonly<Partial<Record<keyof Answers, string>>>;

interface Question {
  readonly name: keyof Answers;
  readonly message: string;
  /** What is wrong with an answer. */
  readonly fault: (answer: string) => string | undefined;
}

const QUESTIONS: readonly Question[] = [
  {
    name: "environment",
    message: "Name of the environment",
    fault: (answer) =>
      ENVIRONMENT_NAME.test(answer) && answer !== SCHEMA_FOLDER && answer.length <= LONGEST_NAME
        ? undefined
        : `expected a name of at most ${LONGEST_NAME} lowercase letters, digits and hyphens that starts with a letter and is not "${SCHEMA_FOLDER}", found ${JSON.stringify(answer)}`,
  },
  {
    name: "account",
    message: "AWS account ID",
    fault: (answer) =>
      ACCOUNT_ID.test(answer) ? undefined : `expected an account ID of 12 digits, found ${JSON.stringify(answer)}`,
  },
  {
    name: "region",
    message: "AWS region",
    fault: (answer) => checkRegion(answer, "init/region", []).find(({ severity }) => severity === "error")?.message,
  },
  {
    name: "state",
    message: `Terraform state (${STATE_FORMS})`,
    fault: (answer) => {
      try {
        parseStateChoice(answer);
        return undefined;
      } catch (cause) {
        return (cause as Error).message;
      }
    },
  },
  {
    name: "ci",
    message: `CI workflow (${CI_CHOICES.join(", ")})`,
    fault: (answer) =>
      CI_CHOICES.some((choice) => choice === answer)
        ? undefined
        : `expected ${oneOf(CI_CHOICES)}, found ${JSON.stringify(answer)}`,
  },
];

export type Ask = (message: string, initial: string | undefined, fault: Question["fault"]) => Promise<string>;

/**
 * The answers to all questions: from the command line, the terminal, or the defaults.
 * @param ask asks on the terminal. @default - there is none, and what has no default is an error
 * @param skip questions that the command does not need
 * @throws Error naming every missing or invalid answer
 */
export async function answersOf(
  options: InitOptions,
  defaults: Defaults,
  ask: Ask | undefined,
  skip: readonly (keyof Answers)[],
): Promise<Answers> {
  const answers: Partial<Record<keyof Answers, string>> = {};
  const problems: string[] = [];
  for (const { name, fault } of QUESTIONS) {
    const given = options[name];
    const found = given === undefined ? undefined : fault(given);
    if (found !== undefined) problems.push(`--${name}: ${found}`);
    else if (given !== undefined) answers[name] = given;
    else if (skip.includes(name)) answers[name] = defaults[name];
    else if (ask !== undefined) continue;
    else if (defaults[name] === undefined)
      problems.push(
        `--${name} is missing. Pass --${name}${name === "account" ? " <12 digits>, or sign in to AWS" : ""}`,
      );
    else answers[name] = defaults[name];
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
  for (const { name, message, fault } of QUESTIONS) {
    if (answers[name] === undefined && ask !== undefined) answers[name] = await ask(message, defaults[name], fault);
  }
  const { environment = "", account = "", region = "", state = "local", ci = "none" } = answers;
  return { environment, account, region, state: parseStateChoice(state), ci: ci as CiChoice };
}
