import { type Image } from "../../../src/domain/images/image";
import { type LifecycleRule } from "../../../src/domain/lifecycle-policy/schema";
import { simulate } from "../../../src/domain/lifecycle-policy/simulate";
import { archive, daysAgo, expire, EXPIRE_ARCHIVED, image, named, NOW } from "./images";
import { outcomes } from "./oracle";

/** Numbers from 0 to 1, the same ones for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function pick<T>(random: () => number, choices: readonly T[]): T {
  const choice = choices[Math.floor(random() * choices.length)];
  if (choice === undefined) throw new Error("nothing to pick from");
  return choice;
}

function repository(random: () => number): Image[] {
  const count = 1 + Math.floor(random() * 25);
  return Array.from({ length: count }, (_, index) => {
    const other = `sha256:${Math.floor(random() * count)}`;
    const kind = random();
    const tags = ["v1", "v2", "pr-1", "latest", "prod-1"].filter(() => random() < 0.3);
    // Few different days, so that equal push times are common.
    return image(`${index}`, Math.floor(random() * 8) * 10, kind < 0.3 ? [] : tags, {
      status: kind > 0.9 ? "archived" : "active",
      archivedAt: kind > 0.9 ? daysAgo(random() * 300) : undefined,
      pulledAt: random() < 0.5 ? daysAgo(random() * 60) : undefined,
      subject: kind < 0.1 ? other : undefined,
      parts: kind > 0.75 && kind < 0.9 ? [other] : undefined,
    });
  });
}

function policy(random: () => number, byAge: boolean): LifecycleRule[] {
  const rules = ["v*", "pr-*", "*-1", "untagged", "any"]
    .filter(() => random() < 0.6)
    .map((tags, index) => {
      const counts = !byAge && random() < 0.5;
      return expire(
        index + 1,
        tags,
        counts ? { count: 1 + Math.floor(random() * 5) } : { days: 1 + Math.floor(random() * 60) },
      );
    });
  return [...rules, ...(random() < 0.3 ? [archive(20, 30)] : []), ...(random() < 0.5 ? [EXPIRE_ARCHIVED] : [])];
}

function kept(rules: readonly LifecycleRule[], images: readonly Image[], now = NOW): string[] {
  return named(simulate(rules, images, now), "keep")
    .split(" ")
    .filter((name) => name !== "");
}

const CASES = Array.from({ length: 300 }, (_, seed) => seed);

test("the order of the listing and of the rules changes nothing", () => {
  for (const seed of CASES) {
    const random = numbers(seed);
    const images = repository(random);
    const rules = policy(random, false);
    const shuffled = images.map((each) => ({ each, place: random() })).sort((a, b) => a.place - b.place);
    const again = simulate(
      [...rules].reverse(),
      shuffled.map(({ each }) => each),
      NOW,
    );
    expect(again).toEqual(simulate(rules, images, NOW));
  }
});

test("a further rule of lower priority rescues no image", () => {
  for (const seed of CASES) {
    const random = numbers(seed);
    const images = repository(random);
    const rules = policy(random, false);
    const further = expire(50, pick(random, ["v*", "latest", "any", "untagged"]), { days: 5 });
    const before = kept(rules, images);
    const after = kept([...rules, further], images);
    expect(before).toEqual(expect.arrayContaining(after));
  }
});

test("rules of age keep no more images later", () => {
  for (const seed of CASES) {
    const random = numbers(seed);
    const images = repository(random);
    const rules = policy(random, true);
    const later = new Date(daysAgo(-1 - random() * 100));
    const before = kept(rules, images);
    expect(before).toEqual(expect.arrayContaining(kept(rules, images, later)));
  }
});

test("no rule acts on an image that an earlier one claims, and each acts from the time that it tells", () => {
  for (const seed of CASES) {
    const random = numbers(seed);
    for (const {
      rulePriority,
      claimedBy,
      image: { subject },
      on,
    } of simulate(policy(random, false), repository(random), NOW)) {
      if (rulePriority === null) continue;
      if (subject === undefined) expect(rulePriority).toBe(claimedBy);
      expect(on).toBeLessThanOrEqual(NOW.getTime());
    }
  }
});

/** Small repositories in which all that depends on each other comes together: lists of lists, referrers, restored images. */
function entangled(random: () => number): Image[] {
  const count = Math.floor(random() * 9);
  const maybe = (chance: number, days: number): number | undefined =>
    random() < chance ? daysAgo(Math.floor(random() * days) - 2) : undefined;
  // Digests refer to earlier ones only, as those of content do.
  const before = (index: number): string => `sha256:${Math.floor(random() * index)}`;
  return Array.from({ length: count }, (_, index) => {
    const tags = ["v1", "v1.2-rc", "pr-1", "latest", "prod-1"].filter(() => random() < 0.25);
    const status = pick(random, ["active", "active", "active", "archived", "activating"] as const);
    const kind = index === 0 ? 1 : random();
    return image(`${index}`, Math.floor(random() * 12) * 5 - 2, tags, {
      status,
      archivedAt: status === "archived" ? maybe(0.8, 300) : undefined,
      activatedAt: maybe(0.15, 40),
      pulledAt: maybe(0.5, 60),
      subject: kind < 0.2 ? before(index) : undefined,
      parts: kind > 0.2 && kind < 0.5 ? [before(index), before(index)] : undefined,
    });
  });
}

const LISTS = [["v*"], ["pr-*"], ["*1*"], ["v*", "*-rc"], ["*v*.*-*c*"], ["latest"], ["*"]];

/** Now and then the list of a rule as prefixes. */
function withPrefixes(random: () => number, rule: LifecycleRule): LifecycleRule {
  const { tagPatternList, ...selection } = rule.selection;
  if (tagPatternList === undefined || random() < 0.7) return rule;
  return { ...rule, selection: { ...selection, tagPrefixList: tagPatternList.map((pattern) => pattern.slice(0, 2)) } };
}

function anyRules(random: () => number): LifecycleRule[] {
  const count = Math.floor(random() * 5);
  const rules = Array.from({ length: count }, (_, index) => {
    const what = random() < 0.5 ? { count: 1 + Math.floor(random() * 3) } : { days: 1 + Math.floor(random() * 50) };
    const priority = 1 + index * 3;
    const rule = withPrefixes(random, expire(priority, random() < 0.3 ? "untagged" : pick(random, LISTS), what));
    if (random() < 0.7) return rule;
    const { countType } = rule.selection;
    const later = archive(priority, rule.selection.countNumber, pick(random, [countType, "sinceImagePulled"] as const));
    return random() < 0.5 ? later : { ...rule, action: later.action };
  });
  if (random() < 0.5) rules.push(expire(40, "any", { count: 1 + Math.floor(random() * 4) }));
  if (random() < 0.5) rules.push(EXPIRE_ARCHIVED);
  return rules;
}

test("every image has the fate that the guide's rules give it, one by one", () => {
  for (let seed = 0; seed < 4000; seed += 1) {
    const random = numbers(seed);
    const images = entangled(random);
    const rules = anyRules(random);
    const found = simulate(rules, images, NOW).map(
      ({ image: { digest }, action, rulePriority, claimedBy, on }) =>
        [digest, { action, rulePriority, claimedBy, on }] as const,
    );
    expect({ seed, outcomes: Object.fromEntries(found) }).toEqual({
      seed,
      outcomes: Object.fromEntries(outcomes(rules, images, NOW.getTime())),
    });
  }
});
