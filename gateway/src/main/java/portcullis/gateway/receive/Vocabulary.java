package portcullis.gateway.receive;

import java.util.Set;

/**
 * The names of the published chat schema. They hold no caller's text, so they may stand in messages
 * and need no screening; every other name is read like text.
 */
final class Vocabulary {
    static final Set<String> NAMES =
            Set.of(
                    "model",
                    "messages",
                    "role",
                    "content",
                    "name",
                    "type",
                    "text",
                    "refusal",
                    "tool_calls",
                    "tool_call_id",
                    "function",
                    "function_call",
                    "functions",
                    "arguments",
                    "custom",
                    "input",
                    "tools",
                    "tool_choice",
                    "parameters",
                    "description",
                    "strict",
                    "properties",
                    "required",
                    "items",
                    "enum",
                    "additionalProperties",
                    "response_format",
                    "json_schema",
                    "schema",
                    "stream",
                    "stream_options",
                    "include_usage",
                    "temperature",
                    "top_p",
                    "n",
                    "stop",
                    "max_tokens",
                    "max_completion_tokens",
                    "presence_penalty",
                    "frequency_penalty",
                    "logit_bias",
                    "logprobs",
                    "top_logprobs",
                    "seed",
                    "user",
                    "metadata",
                    "store",
                    "parallel_tool_calls",
                    "modalities",
                    "audio",
                    "prediction",
                    "service_tier",
                    "reasoning_effort",
                    "verbosity",
                    "image_url",
                    "input_audio",
                    "file",
                    "server_url",
                    "id",
                    "format",
                    "url");

    /** Values of the schema's own, harmless for the same reason. */
    static final Set<String> VALUES =
            Set.of(
                    "system",
                    "developer",
                    "user",
                    "assistant",
                    "tool",
                    "function",
                    "text",
                    "auto",
                    "none",
                    "required",
                    "string",
                    "number",
                    "integer",
                    "boolean",
                    "object",
                    "array",
                    "json_schema",
                    "json_object",
                    "null");

    private Vocabulary() {}
}
