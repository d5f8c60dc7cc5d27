// What the linter holds of all scripts. Layout is Prettier's: see package.json.

import js from "@eslint/js";
import globals from "globals";

// These know neither the page nor the network, so that Node can test them: a name such as
// `document` in one of them is a fault.
const PURE = ["queue", "replies", "kept_texts", "resend"].map(
  (name) => `static/js/answering/${name}.js`,
);

const SHORT = {
  "max-lines": ["error", 200],
  "max-lines-per-function": ["error", { max: 30, skipComments: true }],
  "max-params": ["error", 4],
  complexity: ["error", 12],
};

const SURE = {
  eqeqeq: "error",
  "no-shadow": "error",
  "no-var": "error",
  "prefer-const": "error",
  // Files meet by imports alone.
  "no-restricted-syntax": [
    "error",
    {
      selector: "AssignmentExpression[left.object.name=/^(window|self|globalThis)$/]",
      message: "No file leaves something for another in the window: export it.",
    },
  ],
};

export default [
  { ignores: [".venv/", "node_modules/", "static/build/", "var/", "staticfiles/"] },
  js.configs.recommended,
  { rules: { ...SHORT, ...SURE } },
  {
    files: ["static/js/**"],
    // Browsers of 2020 read these: hospitals and schools keep computers for long.
    languageOptions: { ecmaVersion: 2020, sourceType: "module" },
    rules: { "no-console": ["error", { allow: ["error"] }] },
  },
  {
    files: ["static/js/**"],
    ignores: PURE,
    languageOptions: { globals: globals.browser },
  },
  { files: PURE, languageOptions: { globals: { console: "readonly" } } },
  {
    files: ["script/**", "tests/js/**", "*.config.js"],
    languageOptions: { globals: globals.node },
  },
  {
    files: ["tests/js/**"],
    rules: { "max-lines-per-function": "off", "max-lines": ["error", 320] },
  },
];
