import { readdirSync } from "node:fs";
import { URL } from "node:url";
import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import regexp from "eslint-plugin-regexp";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import importX from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/**
 * The rooms of the code, each with those that it may import. docs/architecture.md says what a room holds.
 * Tests, benches, tools and src/cli may import all of them.
 */
const ROOMS = {
  "src/domain": [],
  "src/model": ["src/domain"],
  "src/config": ["src/domain", "src/model"],
  "src/operations": ["src/domain", "src/model"],
  "src/hcl": [],
  "src/processes": [],
  "src/aws": ["src/domain", "src/model", "src/operations"],
  "src/emulator": ["src/processes"],
  modules: ["src/domain"],
  stacks: ["modules", "src/domain", "src/model", "src/operations"],
};
const ALL_ROOMS = [...Object.keys(ROOMS), "src/cli", "test", "bench", "tools", "main.ts"];

const roomZones = Object.entries(ROOMS).flatMap(([room, allowed]) =>
  ALL_ROOMS.filter((other) => other !== room && !allowed.includes(other)).map((other) => ({
    target: `./${room}`,
    from: `./${other}`,
    message: `${room} may import ${["itself", ...allowed].join(", ")}.`,
  })),
);

/** The folders of src/cli are commands, which do not import each other: what several need is in src/cli/support. */
const CLI = readdirSync(new URL("src/cli", import.meta.url));
const isShared = (name) => name === "support" || name.endsWith(".ts");
const commandZones = CLI.filter((name) => !isShared(name)).map((command) => ({
  target: `./src/cli/${command}`,
  from: "./src/cli",
  except: CLI.filter((name) => name === command || isShared(name)).map((name) => `./${name}`),
  message: "A command imports no other command: move what both need to src/cli/support or src/operations.",
}));

/** The provider barrels load hundreds of files: seconds and half a gigabyte for one resource. */
const barrels = [
  { name: "@cdktf/provider-aws", message: "Import the resource's own path: @cdktf/provider-aws/lib/<resource>." },
  {
    name: "@cdktf/provider-kubernetes",
    message: "Import the resource's own path: @cdktf/provider-kubernetes/lib/<resource>.",
  },
];
const deepCdktf = {
  group: ["cdktf/lib/*"],
  message: "Import from cdktf itself, so that its successor can take its place.",
};
const synthesis = {
  group: ["cdktf", "constructs", "@cdktf/*", "!./**", "!../**"],
  message: "This room is pure logic: it starts in milliseconds and is tested without synthesis.",
};
const sdk = {
  group: ["@aws-sdk/*", "@smithy/*", "@kubernetes/*"],
  message: "This room decides on facts: src/aws gets them.",
};
const processes = ["process", "fs", "fs/promises", "child_process", "net", "http", "https", "os"]
  .flatMap((name) => [name, `node:${name}`])
  .map((name) => ({
    name,
    // What an address is, is asked of no network.
    ...(name.endsWith("net") ? { allowImportNames: ["BlockList", "isIP", "isIPv4", "isIPv6"] } : {}),
    message: "This room reads neither disk, network nor process: take the value as an argument.",
  }));
const noProcess = ["error", { name: "process", message: "Only entry points read the process." }];

export default tseslint.config(
  { ignores: ["node_modules/", "cdktf.out/", ".cache/", "coverage/", "dist/", "templates/"] },
  js.configs.recommended,
  {
    // A pattern that backtracks can take minutes on one line of input. test/patterns.test.ts tries what these rules cannot see.
    plugins: { regexp },
    rules: {
      "regexp/no-super-linear-backtracking": ["error", { report: "potential" }],
      "regexp/no-super-linear-move": ["error", { report: "potential" }],
    },
  },
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    plugins: { "import-x": importX },
    settings: { "import-x/resolver-next": [createTypeScriptImportResolver()] },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/consistent-type-imports": [
        "error",
        { fixStyle: "inline-type-imports", disallowTypeAnnotations: false },
      ],
      // Own files that are loaded late: import() of one needs a loader of ES modules, whose start takes as long as a command may.
      "@typescript-eslint/no-require-imports": ["error", { allow: ["^\\.{1,2}/"] }],
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true, argsIgnorePattern: "^_" }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "import-x/no-cycle": ["error", { ignoreExternal: true }],
      "import-x/no-restricted-paths": [
        "error",
        { basePath: import.meta.dirname, zones: [...roomZones, ...commandZones] },
      ],
      "max-lines": ["error", { max: 250 }],
      "no-console": "error",
      "no-restricted-imports": ["error", { paths: barrels, patterns: [deepCdktf] }],
    },
  },
  {
    files: [
      "src/config/**/*.ts",
      "src/aws/**/*.ts",
      "src/cli/**/*.ts",
      "src/emulator/**/*.ts",
      "src/processes/**/*.ts",
    ],
    ignores: ["src/cli/generate/**/*.ts", "src/cli/support/synthesis/**/*.ts"],
    rules: { "no-restricted-imports": ["error", { paths: barrels, patterns: [deepCdktf, synthesis] }] },
  },
  {
    files: ["src/domain/**/*.ts", "src/model/**/*.ts", "src/operations/**/*.ts"],
    rules: {
      "no-restricted-imports": ["error", { paths: [...barrels, ...processes], patterns: [deepCdktf, synthesis, sdk] }],
      "no-restricted-globals": noProcess,
    },
  },
  {
    // A construct may create nothing from the process either.
    files: ["modules/**/*.ts", "stacks/**/*.ts", "src/hcl/**/*.ts"],
    rules: {
      "no-restricted-imports": ["error", { paths: [...barrels, ...processes], patterns: [deepCdktf, sdk] }],
      "no-restricted-globals": noProcess,
      // A construct is made for what its constructor adds to the tree.
      "no-new": "off",
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      // Jest's expect.objectContaining and friends are typed any.
      "@typescript-eslint/no-unsafe-assignment": "off",
    },
  },
  {
    // Test patterns are composed from what a test expects, never from input.
    files: ["**/*.ts"],
    ignores: ["test/**/*.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: ":function :matches(NewExpression, CallExpression)[callee.name='RegExp']",
          message:
            "A pattern that is composed from input may take exponential time. Compose it at the top of the file, or match wildcards with patternTest or patternOf.",
        },
      ],
    },
  },
  { files: ["bench/**/*.ts", "src/synthesize.ts"], rules: { "no-console": "off" } },
  {
    files: ["**/*.cjs"],
    languageOptions: {
      globals: { process: "readonly", require: "readonly", module: "writable", __dirname: "readonly" },
    },
  },
  prettier,
);
