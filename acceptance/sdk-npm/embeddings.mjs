// Calls the embeddings API through the official package, unmodified but for base URL and key.
// Prints one JSON line with what the package understood; the test reads it.
//   node embeddings.mjs usual|float|many TEXT
// Settings: OPENAI_BASE_URL and OPENAI_API_KEY as the package itself reads them, SDK_MODEL.
import OpenAI from "openai";

const [, , task, text = ""] = process.argv;
const model = process.env.SDK_MODEL ?? "default";
const client = new OpenAI({ maxRetries: 0, timeout: 20_000 });

async function embed(input, more = {}) {
  const answer = await client.embeddings.create({ model, input, ...more });
  return {
    vectors: answer.data.map((entry) => Array.from(entry.embedding)),
    indexes: answer.data.map((entry) => entry.index),
    model: answer.model,
    usage: answer.usage,
  };
}

const tasks = {
  // the package asks for base64 by itself and decodes it
  usual: () => embed([text, text + "!"]),
  float: () => embed([text, text + "!"], { encoding_format: "float" }),
  many: () => embed(Array.from({ length: 130 }, (_, i) => text + i)),
};

console.log(JSON.stringify(await tasks[task]()));
