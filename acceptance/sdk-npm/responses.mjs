// Calls the responses API through the official package, unmodified but for base URL and key.
// Prints one JSON line with what the package understood; the test reads it.
//   node responses.mjs create|stream|continue|tools|keep|background TEXT
// Settings: OPENAI_BASE_URL and OPENAI_API_KEY as the package itself reads them, SDK_MODEL.
import OpenAI from "openai";

const [, , task, text = ""] = process.argv;
const model = process.env.SDK_MODEL ?? "default";
const client = new OpenAI({ maxRetries: 0, timeout: 20_000 });
const tools = [
  {
    type: "function",
    name: "clock",
    description: "Tells the time.",
    parameters: { type: "object", properties: { zone: { type: "string" } } },
    strict: false,
  },
];

async function gone(call) {
  try {
    await call();
    return false;
  } catch (error) {
    return error instanceof OpenAI.NotFoundError;
  }
}

const tasks = {
  async create() {
    const answer = await client.responses.create({ model, input: text });
    return { text: answer.output_text, status: answer.status, usage: answer.usage };
  },

  async stream() {
    const seen = { types: [], numbers: [], text: "", done: "" };
    const stream = client.responses.stream({ model, input: text });
    for await (const event of stream) {
      seen.types.push(event.type);
      seen.numbers.push(event.sequence_number);
      seen.text += event.type === "response.output_text.delta" ? event.delta : "";
    }
    seen.done = (await stream.finalResponse()).output_text;
    return seen;
  },

  async continue() {
    const first = await client.responses.create({ model, input: text });
    const second = await client.responses.create({
      model,
      input: "And then?",
      previous_response_id: first.id,
    });
    return { text: second.output_text, previous: second.previous_response_id === first.id };
  },

  async tools() {
    const asked = await client.responses.create({ model, input: text, tools });
    const call = asked.output.find((item) => item.type === "function_call");
    const told = await client.responses.create({
      model,
      tools,
      input: [
        { role: "user", content: text },
        call,
        { type: "function_call_output", call_id: call.call_id, output: "noon" },
      ],
    });
    return { call, text: told.output_text };
  },

  async keep() {
    const made = await client.responses.create({ model, input: text });
    const found = await client.responses.retrieve(made.id);
    const items = [];
    for await (const item of client.responses.inputItems.list(made.id, { order: "asc" })) {
      items.push(item);
    }
    await client.responses.delete(made.id);
    return {
      text: found.output_text,
      items,
      gone: await gone(() => client.responses.retrieve(made.id)),
    };
  },

  async background() {
    const begun = await client.responses.create({ model, input: text, background: true });
    const ended = await client.responses.cancel(begun.id);
    const found = await client.responses.retrieve(begun.id);
    return { begun: begun.status, ended: ended.status, found: found.status };
  },
};

console.log(JSON.stringify(await tasks[task]()));
