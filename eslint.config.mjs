import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import regexp from "eslint-plugin-regexp";
import tseslint from "typescript-eslint";

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
  group: ["cdktf", "constructs", "@cdktf/*"],
  message: "This file is pure logic: it starts in milliseconds and is tested without synthesis.",
};
const process = ["process", "node:process", "fs", "node:fs", "node:child_process", "child_process"].map((name) => ({
  name,
  message: "Only config/ reads files and only entry points read the process: take the value as an argument.",
}));

export default tseslint.config(
  { ignores: ["node_modules/", "cdktf.out/", ".cache/", "coverage/"] },
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
      "max-lines": ["error", { max: 250 }],
      "no-console": "error",
      "no-restricted-imports": ["error", { paths: barrels, patterns: [deepCdktf] }],
    },
  },
  {
    // Pure by folder: config, and everything in modules/ that is not a construct, a module's HCL side or the edge to Terraform.
    files: ["config/**/*.ts", "modules/**/*.ts"],
    ignores: ["modules/*/construct.ts", "modules/*/hcl-module*.ts", "modules/core/terraform/*.ts"],
    rules: { "no-restricted-imports": ["error", { paths: barrels, patterns: [deepCdktf, synthesis] }] },
  },
  {
    files: ["modules/**/*.ts", "stacks/**/*.ts"],
    ignores: ["modules/*/construct.ts", "modules/*/hcl-module*.ts", "modules/core/terraform/*.ts", "stacks/**/*.ts"],
    rules: {
      "no-restricted-imports": ["error", { paths: [...barrels, ...process], patterns: [deepCdktf, synthesis] }],
    },
  },
  {
    // A construct may create nothing from the process either.
    files: ["modules/*/construct.ts", "modules/*/hcl-module*.ts", "modules/core/terraform/*.ts", "stacks/**/*.ts"],
    rules: {
      "no-restricted-imports": ["error", { paths: [...barrels, ...process], patterns: [deepCdktf] }],
      "no-restricted-globals": ["error", { name: "process", message: "Only entry points read the process." }],
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
  { files: ["bench/**/*.ts", "main.ts"], rules: { "no-console": "off" } },
  {
    files: ["**/*.cjs"],
    languageOptions: { globals: { process: "readonly", require: "readonly", module: "writable" } },
  },
  prettier,
);
