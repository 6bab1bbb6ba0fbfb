// Reads pages as JSON lines ({"name": …, "html": …}) and prints what is wrong with each, one line for each mistake.
import { createInterface } from "node:readline";
import { HtmlValidate } from "html-validate";

const validator = new HtmlValidate({
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    // Attributes without quotes, long titles and the order of attributes are no mistakes.
    "long-title": "off",
    "no-trailing-whitespace": "off",
    "doctype-style": "off",
    "attribute-boolean-style": "off",
    "void-style": "off",
    // Buttons in a form submit it unless they say otherwise: that is what they are for here.
    "no-implicit-button-type": "off",
    "no-implicit-input-type": "error",
  },
});

for await (const line of createInterface({ input: process.stdin })) {
  const page = JSON.parse(line);
  const report = await validator.validateString(page.html, page.name);
  for (const result of report.results) {
    for (const message of result.messages) {
      console.log(`${page.name}:${message.line}:${message.column}: ${message.ruleId}: ${message.message}`);
    }
  }
}
