// Reads a SMART Health Link with a program that is not ours: a question as JSON comes in, what was
// read, or the name of the refusal, goes out.
import { text } from "node:stream/consumers";
import { SHLViewer } from "kill-the-clipboard";

const { link, ...asked } = JSON.parse(await text(process.stdin));

try {
  const viewer = new SHLViewer({ shlinkURI: link });
  const { manifest, fhirResources } = await viewer.resolveSHL(asked);
  const { label, flag, exp } = viewer.shl;
  console.log(JSON.stringify({ label, flag, exp, manifest, resources: fhirResources }));
} catch (refused) {
  console.log(JSON.stringify({ refused: refused.name, why: refused.message }));
}
