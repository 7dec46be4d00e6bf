package dev.weir.app.warm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.base.http.Exchange;
import dev.weir.base.http.Headers;
import dev.weir.base.http.HttpListener;
import java.util.Arrays;

/// Answers both dialects, whole and as streams, with always the same texts.
final class PretendedProvider implements HttpListener.Receiver {
  private static final int WORDS = 16;
  private static final Headers JSON = Headers.of("content-type", "application/json");
  private static final Headers EVENTS = Headers.of("content-type", "text/event-stream");

  private static final byte[] OPENAI_WHOLE =
      """
      {"id":"w","object":"chat.completion","created":1,"model":"warm-up-a","choices":[{"index":0,\
      "message":{"role":"assistant","content":"warm"},"finish_reason":"stop"}],\
      "usage":{"prompt_tokens":9,"completion_tokens":16,"total_tokens":25}}\
      """
          .getBytes(UTF_8);

  private static final byte[] OPENAI_STREAM =
      ("""
      data: {"id":"w","object":"chat.completion.chunk","created":1,"model":"warm-up-a",\
      "choices":[{"index":0,"delta":{"content":"warm"},"finish_reason":null}]}

      """
                  .repeat(WORDS)
              + """
              data: {"id":"w","object":"chat.completion.chunk","created":1,"model":"warm-up-a",\
              "choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

              data: {"id":"w","object":"chat.completion.chunk","created":1,"model":"warm-up-a",\
              "choices":[],"usage":{"prompt_tokens":9,"completion_tokens":16,"total_tokens":25}}

              data: [DONE]

              """)
          .getBytes(UTF_8);

  private static final byte[] ANTHROPIC_WHOLE =
      """
      {"id":"w","type":"message","role":"assistant","model":"warm-up-b","content":[{"type":"text",\
      "text":"warm"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":9,\
      "cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":16}}\
      """
          .getBytes(UTF_8);

  private static final byte[] ANTHROPIC_STREAM =
      ("""
      event: message_start
      data: {"type":"message_start","message":{"id":"w","type":"message","role":"assistant",\
      "model":"warm-up-b","content":[],"stop_reason":null,"stop_sequence":null,\
      "usage":{"input_tokens":9,"output_tokens":1}}}

      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

      """
              + """
              event: content_block_delta
              data: {"type":"content_block_delta","index":0,\
              "delta":{"type":"text_delta","text":"warm"}}

              """
                  .repeat(WORDS)
              + """
              event: content_block_stop
              data: {"type":"content_block_stop","index":0}

              event: message_delta
              data: {"type":"message_delta","delta":{"stop_reason":"end_turn",\
              "stop_sequence":null},"usage":{"output_tokens":16}}

              event: message_stop
              data: {"type":"message_stop"}

              """)
          .getBytes(UTF_8);

  @Override
  public void accept(Exchange exchange) {
    boolean stream = new String(exchange.body(), UTF_8).contains("\"stream\":true");
    boolean openAi = exchange.path().endsWith("/chat/completions");
    if (!stream) {
      exchange.end(200, JSON, openAi ? OPENAI_WHOLE : ANTHROPIC_WHOLE);
      return;
    }
    byte[] events = openAi ? OPENAI_STREAM : ANTHROPIC_STREAM;
    int middle = events.length / 2;
    exchange.head(200, EVENTS);
    exchange.write(Arrays.copyOf(events, middle));
    // In a turn of its own, so that the middle of an event is met by the readers.
    exchange
        .loop()
        .execute(() -> {
          exchange.write(Arrays.copyOfRange(events, middle, events.length));
          exchange.end();
        });
  }
}
