import { type Image } from "../../../src/domain/images/image";
import { type LifecyclePolicy } from "../../../src/domain/lifecycle-policy/schema";
import { evaluate } from "../../../src/domain/lifecycle-policy/simulate";
import { type Environment, type RepositoryDeclaration } from "../../../src/model/environment";
import { declaredFacts } from "../../../src/operations/access/declared-facts";
import { accessMatrix } from "../../../src/operations/access/matrix";
import { RIGHTS } from "../../../src/operations/access/rights";
import { environment, ciRole, repository } from "../../support/environment";
import { Random } from "../../support/hcl/random";
import { findings, image, images, NOW, policy } from "../../support/operations/review";

const PRINCIPALS = [
  "444455556666",
  "777788889999",
  "arn:aws:iam::111122223333:role/app",
  "arn:aws:iam::444455556666:role/app",
];
const NAMES = ["team/api", "team/web", "shop/api", "shop/db"];
const RUNS = 200;

function randomRepository(random: Random, name: string): RepositoryDeclaration {
  const some = (): string[] => PRINCIPALS.filter(() => random.chance(1 / 3));
  return repository(name, {
    pullPrincipals: some(),
    pushPrincipals: some(),
    ...(random.chance(0.5) ? {} : { lifecyclePolicy: randomPolicy(random) }),
    scanOnPush: random.chance(0.5),
    deletionPolicy: random.chance(0.5) ? "Delete" : "Retain",
  });
}

function randomPolicy(random: Random): LifecyclePolicy {
  return policy(1 + random.below(30), 1 + random.below(30));
}

function randomEnvironment(random: Random): Environment {
  return environment({
    repositories: NAMES.filter(() => random.chance(0.75)).map((name) => randomRepository(random, name)),
    ciRoles: random.chance(0.5) ? [] : [ciRole({ repositories: [random.chance(0.5) ? "team/" : "shop/"] })],
  });
}

function randomImages(random: Random): Image[] {
  return Array.from({ length: random.below(41) }, (_, number) =>
    image(number, random.below(41), random.chance(0.5) ? {} : { tags: [`v${number}`] }),
  );
}

test("no change has no findings", () => {
  const random = new Random(1);
  for (let run = 0; run < RUNS; run += 1) {
    const same = randomEnvironment(random);
    expect(findings(same, JSON.parse(JSON.stringify(same)) as Environment)).toEqual([]);
  }
});

test("gained and lost rights are the difference of two matrices", () => {
  const random = new Random(2);
  let changes = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const [before, after] = [randomEnvironment(random), randomEnvironment(random)];
    const expected = differenceOf(before, after);
    const found = findings(before, after).flatMap(({ access, repositories }) =>
      access === undefined || access.change === "conditions"
        ? []
        : repositories.flatMap((name) =>
            access.rights.map((right) => `${name} ${access.principal} ${right} ${access.change}`),
          ),
    );
    expect(found.sort()).toEqual(expected.sort());
    changes += expected.length;
  }
  expect(changes).toBeGreaterThan(RUNS);
});

/** Each right whose answer differs, of the principals that the policies of a repository name before or after the change. */
function differenceOf(before: Environment, after: Environment): string[] {
  const rank = { denied: 0, depends: 1, allowed: 2 };
  const named = new Map([...answersOf(before), ...answersOf(after)].map(([key, { pair }]) => [key, pair]));
  // A principal that one side does not name may still have rights there, by its account.
  const principals = [...new Set([...named.values()].map(({ principal }) => principal))];
  const [old, now] = [before, after].map((one) => answersOf(one, principals));
  const known = after.repositories.map(({ repositoryName }) => repositoryName);
  const pairs = new Set([...named.values()].map(({ name, principal }) => `${name} ${principal}`));
  const keys = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])];
  return keys.flatMap((key) => {
    const { pair } = now?.get(key) ?? old?.get(key) ?? {};
    if (pair === undefined || !known.includes(pair.name) || !pairs.has(`${pair.name} ${pair.principal}`)) return [];
    const [was, is] = [rank[old?.get(key)?.answer ?? "denied"], rank[now?.get(key)?.answer ?? "denied"]];
    return was === is ? [] : [`${key} ${is > was ? "gained" : "lost"}`];
  });
}

interface Decided {
  readonly pair: { readonly name: string; readonly principal: string };
  readonly answer: "allowed" | "depends" | "denied";
}

/** Answers by repository, principal and right. Without a statement, only the principal's own policies could allow a right. */
function answersOf(of: Environment, principals?: readonly string[]): Map<string, Decided> {
  const options = principals === undefined ? {} : { principals };
  const entries = accessMatrix(declaredFacts(of), options).groups.flatMap(({ repositories, principals: decided }) =>
    repositories.flatMap((name) =>
      decided.flatMap(({ name: principal, access }) =>
        RIGHTS.filter(
          (right) => access[right].statements.length > 0 && access[right].withoutStatement === undefined,
        ).map(
          (right) =>
            [`${name} ${principal} ${right}`, { pair: { name, principal }, answer: access[right].answer }] as const,
        ),
      ),
    ),
  );
  return new Map(entries);
}

test("deleted images are the difference of two previews", () => {
  const random = new Random(3);
  let changes = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const listed = randomImages(random);
    const [old, now] = [randomPolicy(random), randomPolicy(random)];
    const of = (lifecyclePolicy: LifecyclePolicy) =>
      environment({ repositories: [repository("team/api", { lifecyclePolicy })] });
    const deleted = (rules: LifecyclePolicy["rules"]): Set<string> =>
      new Set(
        evaluate(rules, listed, NOW).decisions.flatMap(({ action, image: { digest } }) =>
          action === "expire" ? [digest] : [],
        ),
      );
    const before = deleted(old.rules);
    const expected = [...deleted(now.rules)].filter((digest) => !before.has(digest)).length;
    const found = findings(of(old), of(now), images({ "team/api": listed }));
    expect(found.reduce((sum, { images: count = 0 }) => sum + count, 0)).toBe(expected);
    changes += expected;
  }
  expect(changes).toBeGreaterThan(RUNS);
});

test("what may delete more images without a listing includes what does with one", () => {
  const random = new Random(4);
  let stricter = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const listed = randomImages(random);
    const [old, now] = [randomPolicy(random), randomPolicy(random)];
    const of = (lifecyclePolicy: LifecyclePolicy) =>
      environment({ repositories: [repository("team/api", { lifecyclePolicy })] });
    const kinds = findings(of(old), of(now), images({ "team/api": listed })).map(({ kind }) => kind);
    if (!kinds.includes("images-deleted")) continue;
    stricter += 1;
    expect(findings(of(old), of(now)).map(({ kind }) => kind)).toEqual(["lifecycle-stricter"]);
  }
  expect(stricter).toBeGreaterThan(RUNS / 10);
});
