// Bundles what the pages load into wwwroot/dist. Nothing is fetched from another host at run time.
import { build } from "esbuild";
import { copyFile, mkdir, rm } from "node:fs/promises";

const out = "../wwwroot/dist";

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
// Latin alone: French and English need no other subset, and the first page stays small.
await copyFile("node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2", `${out}/inter-latin.woff2`);
// Whoever gets the files gets their licences too.
await copyFile("node_modules/@fontsource-variable/inter/LICENSE", `${out}/inter-latin.LICENSE.txt`);
await copyFile("node_modules/echarts/LICENSE", `${out}/echarts.LICENSE.txt`);
await copyFile("node_modules/echarts/NOTICE", `${out}/echarts.NOTICE.txt`);
await copyFile("node_modules/echarts/licenses/LICENSE-d3", `${out}/d3.LICENSE.txt`);
await copyFile("node_modules/zrender/LICENSE", `${out}/zrender.LICENSE.txt`);
await build({
  entryPoints: ["shell.js", "chart.js", "upload.js", "device.js", "reconnect.js"],
  outdir: out,
  bundle: true,
  // The chart library becomes a piece of its own that only pages with a chart ask for.
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "linked",
  logLevel: "warning",
});
