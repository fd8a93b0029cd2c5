// Prints what io/ring.h has to have.
import { layout, op } from "../../../js/io/ring.mjs";

for (const [name, fields] of Object.entries({ codes: op, ...layout })) {
  const texts = Object.entries(fields).map(([key, value]) => `${key}=${value}`);
  console.log(`${name}: ${texts.join(" ")}`);
}
