// Scripts run as they are on Chrome 109, Firefox 115 ESR and Android Chrome 100 (browserslist in package.json).
import js from "@eslint/js";
import compat from "eslint-plugin-compat";
import globals from "globals";

const common = {
  ...js.configs.recommended,
  plugins: { compat },
  rules: {
    ...js.configs.recommended.rules,
    "compat/compat": "error",
    "no-eval": "error",
    "no-implied-eval": "error",
    "no-new-func": "error",
    eqeqeq: "error",
    "no-unused-vars": ["error", { args: "none", caughtErrors: "none" }],
  },
};

export default [
  { ignores: ["node_modules/", "data/", ".venv/", "**/vendor/"] },
  {
    ...common,
    files: ["static/**/*.js"],
    languageOptions: {
      ecmaVersion: 2020,
      sourceType: "script",
      globals: { ...globals.browser, ...globals.serviceworker, htmx: "readonly", idb: "readonly", bootstrap: "readonly" },
    },
    // What newer browsers have is asked for before it is used.
    settings: { lintAllEsApis: true },
  },
];
