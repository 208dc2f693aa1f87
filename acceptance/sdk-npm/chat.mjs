// Calls a chat model through the official package, unmodified but for base URL and key.
// Prints one JSON line with what the package understood; the test reads it.
//   node chat.mjs complete|stream|abort|models|refused TEXT
// Settings: OPENAI_BASE_URL and OPENAI_API_KEY as the package itself reads them, SDK_MODEL.
import OpenAI from "openai";

const [, , task, text = ""] = process.argv;
const model = process.env.SDK_MODEL ?? "default";
const client = new OpenAI({ maxRetries: 0, timeout: 20_000 });
const messages = [{ role: "user", content: text }];

const tasks = {
  async complete() {
    const answer = await client.chat.completions.create({ model, messages });
    const choice = answer.choices[0];
    return { text: choice.message.content, finish: choice.finish_reason, usage: answer.usage };
  },

  async stream() {
    const stream = await client.chat.completions.create({
      model,
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    const seen = { text: "", finish: null, usage: null, chunks: 0, ids: new Set() };
    for await (const chunk of stream) {
      seen.chunks++;
      seen.ids.add(chunk.id);
      seen.text += chunk.choices[0]?.delta?.content ?? "";
      seen.finish = chunk.choices[0]?.finish_reason ?? seen.finish;
      seen.usage = chunk.usage ?? seen.usage;
    }
    return { ...seen, ids: seen.ids.size };
  },

  async abort() {
    const stream = await client.chat.completions.create({ model, messages, stream: true });
    for await (const chunk of stream) {
      if (chunk.choices[0]?.delta?.content) {
        stream.controller.abort();
        break;
      }
    }
    return { aborted: true };
  },

  async models() {
    const ids = [];
    for await (const one of client.models.list()) {
      ids.push(one.id);
    }
    return { ids };
  },

  async refused() {
    const wrong = new OpenAI({ maxRetries: 0, apiKey: "pk_wrong" });
    try {
      await wrong.chat.completions.create({ model, messages });
      return { refused: false };
    } catch (error) {
      return {
        refused: true,
        authentication: error instanceof OpenAI.AuthenticationError,
        status: error.status,
        code: error.code ?? null,
      };
    }
  },
};

console.log(JSON.stringify(await tasks[task]()));
