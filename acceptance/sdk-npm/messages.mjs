// Calls a model through Anthropic's official package, unmodified but for base URL and key.
// Prints one JSON line with what the package understood; the test reads it.
//   node messages.mjs complete|stream|tools|abort|count|models|refused|missing|busy TEXT
// Settings: ANTHROPIC_BASE_URL and ANTHROPIC_API_KEY as the package itself reads them, SDK_MODEL.
import Anthropic from "@anthropic-ai/sdk";

const [, , task, text = ""] = process.argv;
const model = process.env.SDK_MODEL ?? "default";
const client = new Anthropic({ maxRetries: 0, timeout: 20_000 });
const messages = [{ role: "user", content: text }];
const asked = { model, max_tokens: 200, messages };
const tools = [
  {
    name: "beds",
    description: "Counts the free beds of a ward",
    input_schema: { type: "object", properties: { ward: { type: "string" } } },
  },
];

function understood(message) {
  return {
    text: message.content.map((block) => block.text ?? "").join(""),
    stop: message.stop_reason,
    usage: message.usage,
    content: message.content,
    role: message.role,
  };
}

async function error(work) {
  try {
    await work();
    return { refused: false };
  } catch (problem) {
    return {
      refused: true,
      kind: problem.constructor.name,
      status: problem.status,
      type: problem.error?.error?.type ?? null,
      requestId: problem.requestID ?? null,
      bodyId: problem.error?.request_id ?? null,
    };
  }
}

const tasks = {
  async complete() {
    return understood(await client.messages.create(asked));
  },

  async stream() {
    const seen = { deltas: 0, starts: 0 };
    const stream = client.messages.stream(asked);
    stream.on("text", () => seen.deltas++);
    stream.on("streamEvent", (event) => {
      seen.starts += event.type === "message_start" ? 1 : 0;
    });
    return { ...seen, ...understood(await stream.finalMessage()) };
  },

  async tools() {
    const first = await client.messages.stream({ ...asked, tools }).finalMessage();
    const call = first.content.find((block) => block.type === "tool_use");
    const result = { type: "tool_result", tool_use_id: call.id, content: "12 are free" };
    const second = await client.messages.create({
      ...asked,
      tools,
      messages: [
        ...messages,
        { role: "assistant", content: first.content },
        { role: "user", content: [result] },
      ],
    });
    return { call, stop: first.stop_reason, answer: understood(second) };
  },

  async abort() {
    const stream = await client.messages.create({ ...asked, stream: true });
    for await (const event of stream) {
      if (event.type === "content_block_delta") {
        stream.controller.abort();
        break;
      }
    }
    return { aborted: true };
  },

  async count() {
    const { data, response } = await client.messages
      .countTokens({ model, messages })
      .withResponse();
    return {
      tokens: data.input_tokens,
      estimated: response.headers.get("x-portcullis-token-count"),
    };
  },

  async models() {
    const ids = [];
    for await (const one of client.models.list({ limit: 1 })) {
      ids.push(one.id);
    }
    const one = await client.models.retrieve(ids[0]);
    return { ids, one };
  },

  async refused() {
    const wrong = new Anthropic({ maxRetries: 0, apiKey: "pk_wrong" });
    return error(() => wrong.messages.create(asked));
  },

  async missing() {
    return error(() => client.messages.create({ ...asked, model: "no/such-model" }));
  },

  async busy() {
    return error(() => client.messages.create(asked));
  },

  async broken() {
    return error(() => client.messages.stream({ ...asked, tools }).finalMessage());
  },
};

console.log(JSON.stringify(await tasks[task]()));
