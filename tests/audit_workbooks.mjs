// Hands workbooks to an audit of accessibility that is not ours, hucre's, and prints what it tells of each as JSON.
// Usage: node audit_workbooks.mjs NODE_MODULES WORKBOOK…
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [modules, ...workbooks] = process.argv.slice(2);
const { a11y, readXlsx } = await import(pathToFileURL(path.join(modules, "hucre", "dist", "index.mjs")));
const told = [];
for (const file of workbooks) {
  const found = a11y.audit(await readXlsx(readFileSync(file), { readStyles: true }), { contrastSampleLimit: 1e9 });
  told.push(found.map(({ type, code, location }) => [type, code, location?.sheet ?? "", location?.ref ?? ""]));
}
console.log(JSON.stringify(told));
