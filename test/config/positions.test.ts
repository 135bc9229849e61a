import { type LocatedProblem } from "../../src/config/problems";
import { read, repository, SOUND, type Files } from "../support/config";

const LIFECYCLE = [
  "lifecyclePolicy:",
  "  policyText: |",
  "    {",
  '      "rules": [',
  '        { "rulePriority": 1,',
  '          "selection": { "tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 5 },',
  '          "action": { "type": "expire" } }',
  "      ]",
  "    }",
];

const REPOSITORY = repository(
  "imageTagMutability: MUTABLE",
  "scanOnPush: true",
  "tags: { Team: backend }",
  "encryptionConfiguration: { encryptionType: KMS, kmsKey: 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555' }",
  'pullPrincipals: ["444455556666"]',
  ...LIFECYCLE,
);

const ENVIRONMENT = `${SOUND}tags: { Owner: platform }
repositoryDefaults: { scanOnPush: true, lifecyclePolicy: none }
operator: { install: helm, manages: [sandbox/], roleName: operator }
cluster: { eks: prod }
`;

const REPOSITORIES_JSON =
  '{\n  "project": "team",\n  "repositories": [\n    { "name": "team/web", "description": "The web site" }\n  ]\n}\n';

const FILES = {
  "environment.yaml": ENVIRONMENT,
  "repositories/a.yaml": REPOSITORY,
  "repositories/b.json": REPOSITORIES_JSON,
} as const;

/** Ways to break a line: each gives a text, or nothing where a line has nothing to break in this way. */
const BREAKERS: readonly ((line: string) => string | undefined)[] = [
  (line) => line.replace(/\b(\w)(\w+)("?:)/, "$2$3"),
  (line) => line.replace(/: [^[{|"']+$/, ": -1"),
  (line) => line.replace(/: (["']?)[^[{|]+$/, ":"),
  (line) => line.replace(/[[{]/, ""),
  (line) => line.replace(/[\]}]/, ""),
  (line) => `${line}${line}`,
  (line) => `\t${line}`,
  (line) => line.replace(/\b\w+(["'\]}, ]*)$/, "Ünknown$1"),
  () => "",
];

/** Every file with every one of its lines broken in every way. */
function variants(): { readonly name: string; readonly files: Files }[] {
  return Object.entries(FILES).flatMap(([file, text]) => {
    const lines = text.split("\n");
    return lines.flatMap((line, index) =>
      BREAKERS.flatMap((breaker, kind) => {
        const broken = breaker(line);
        if (broken === undefined || broken === line) return [];
        const changed = lines.with(index, broken).join("\n");
        return [{ name: `${file} line ${index + 1} breaker ${kind}`, files: { ...FILES, [file]: changed } }];
      }),
    );
  });
}

/** Whether a problem's place is in its file; right behind the last character of a line counts. */
function isInside({ file, line, column }: LocatedProblem, files: Files): boolean {
  const text = files[file.replace("environments/dev/", "")];
  const found = typeof text === "string" ? text.split("\n")[line - 1] : undefined;
  return found !== undefined && column >= 1 && column <= found.length + 1;
}

test("files of all formats, as they are, have no problem except the missing policy of repositories.json", () => {
  expect(read(FILES).problems.map(({ rule }) => rule)).toEqual(["repositories-json/no-policy"]);
});

test("whichever line is broken, every problem points into its file and says more than its place", () => {
  const all = variants();
  const faults = all.flatMap(({ name, files }) =>
    read(files)
      .problems.filter(
        (problem) => !isInside(problem, files) || /undefined|\[object|Invalid input/.test(problem.message),
      )
      .map(({ file, line, column, message }) => `${name}: ${file}:${line}:${column}: ${message}`),
  );
  expect(all.length).toBeGreaterThan(150);
  expect(faults).toEqual([]);
});

test("an environment names the place of each declaration, and is plain data otherwise", () => {
  const result = read({ "repositories/a.yaml": `# first\n${repository()}` });
  expect(result.declarationPlace("team/api")).toEqual({
    file: "environments/dev/repositories/a.yaml",
    line: 3,
    column: 21,
  });
  expect(result.declarationPlace("team/other")).toBeUndefined();
  expect(structuredClone(result.environment)).toEqual(result.environment);
});
