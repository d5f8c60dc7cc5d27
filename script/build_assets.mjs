// Builds static/build/: the style sheets, and of the packages only the files the pages use.
// Run by `npm run build`. Nothing in static/build/ is committed.

import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const scss = join(root, "static", "scss");
const build = join(root, "static", "build");
const packages = join(root, "node_modules");
const written = new Set();

function place(name) {
  const target = join(build, name);
  mkdirSync(dirname(target), { recursive: true });
  written.add(target);
  return target;
}

function copy(from, name) {
  copyFileSync(join(packages, from), place(name));
}

function compile(sheet) {
  const { css } = sass.compile(join(scss, `${sheet}.scss`), {
    loadPaths: [packages],
    style: "compressed",
    quietDeps: true,
    silenceDeprecations: ["import"],
  });
  writeFileSync(place(`${sheet}.css`), css);
}

// Takes away what an earlier build left and this one no longer makes.
function sweep(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) sweep(path);
    else if (!written.has(path)) rmSync(path);
  }
}

compile("app");
// The sheet of the PDF documents.
if (existsSync(join(scss, "document.scss"))) compile("document");

// The scripts name their maps, and the manifest of static files insists on finding them.
copy("govuk-frontend/dist/govuk/govuk-frontend.min.js", "vendor/govuk-frontend.min.js");
copy("govuk-frontend/dist/govuk/govuk-frontend.min.js.map", "vendor/govuk-frontend.min.js.map");

// Static weights, because WeasyPrint draws them more surely than a variable font. The
// Latin subsets (28 KB each) serve most pages; the full ones hold Welsh, Polish and arrows.
for (const face of ["Regular", "Italic", "SemiBold", "Bold"]) {
  copy(`inter-ui/web/Inter-${face}.woff2`, `fonts/Inter-${face}.woff2`);
  copy(`inter-ui/web-latin/Inter-${face}-subset.woff2`, `fonts/Inter-${face}-latin.woff2`);
}
copy("inter-ui/LICENSE.txt", "fonts/LICENSE.txt");

sweep(build);
const names = [...written].map((path) => relative(root, path));
console.log(`Built ${names.sort().join(", ")}`);
