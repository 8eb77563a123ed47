// Styles for Chrome 109, Firefox 115 ESR and Android Chrome 100 (browserslist in package.json).
export default {
  plugins: ["stylelint-no-unsupported-browser-features"],
  rules: {
    "plugin/no-unsupported-browser-features": [
      true,
      {
        severity: "error",
        // Known to degrade without harm, or named wrongly by the data.
        ignore: ["css-text-size-adjust", "text-size-adjust", "css-touch-action", "css-resize", "css-appearance", "outline", "multicolumn", "css-scroll-behavior"],
        ignorePartialSupport: true,
      },
    ],
    "at-rule-disallowed-list": ["layer", "container", "scope", "starting-style"],
    "color-no-invalid-hex": true,
    "declaration-block-no-duplicate-properties": [true, { ignore: ["consecutive-duplicates-with-different-values"] }],
    "function-disallowed-list": ["color-mix", "light-dark", "oklch", "lab", "lch"],
    "no-duplicate-selectors": true,
    "property-no-unknown": true,
    "selector-nested-pattern": "(?!)",
    "selector-pseudo-class-disallowed-list": ["has"],
    "unit-disallowed-list": ["dvh", "svh", "lvh", "dvw", "svw", "lvw", "cqw", "cqh"],
  },
};
