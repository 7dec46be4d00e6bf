package dev.weir.base.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramingTest {
  private final List<String> events = new ArrayList<>();

  private EventReader reader(Framing framing, int eventBytesMax) {
    return framing.reader(
        eventBytesMax,
        event ->
            events.add(
                new String(
                    event.data(), event.dataFrom(), event.dataTo() - event.dataFrom(), UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "text/event-stream, SSE",
    "text/event-stream; charset=utf-8, SSE",
    "Text/Event-Stream, SSE",
    "application/vnd.amazon.eventstream, EVENT_STREAM",
    "application/json, NONE",
    "application/x-ndjson, LINES",
    "application/x-jsonl, LINES",
    "application/jsonl, LINES",
    "application/stream+json; charset=utf-8, LINES",
    "'', NONE",
  })
  void theContentTypeSaysHowABodyIsFramed(String contentType, Framing framing) {
    assertThat(Framing.of(contentType)).isEqualTo(framing);
  }

  @Test
  void theSameBytesAreEventsOrOneBody() {
    for (Framing framing : Framing.values()) {
      events.clear();
      EventReader reader = reader(framing, 100);
      reader.feed("data: a\n\nda".getBytes(UTF_8));
      reader.feed("ta: b\n\n".getBytes(UTF_8));
      reader.end();

      assertThat(reader.overlong()).isEqualTo(framing == Framing.EVENT_STREAM);
      assertThat(events)
          .isEqualTo(
              switch (framing) {
                case SSE -> List.of("a", "b");
                case EVENT_STREAM -> List.of(); // a text is none of its messages
                case LINES -> List.of("data: a", "data: b");
                case NONE -> List.of("data: a\n\ndata: b\n\n");
              });
    }
  }

  @Test
  void aWholeBodyInOnePieceIsNotCopied() {
    byte[] body = "{}".getBytes(UTF_8);
    List<byte[]> arrays = new ArrayList<>();
    EventReader reader = Framing.NONE.reader(2, event -> arrays.add(event.bytes()));
    reader.feed(body);
    assertThat(arrays).isEmpty();
    reader.end();

    assertThat(arrays).singleElement().isSameAs(body);
  }

  @Test
  void anEmptyBodyIsNoEventAndOneTooLongIsNotRead() {
    reader(Framing.NONE, 2).end();
    EventReader tooLong = reader(Framing.NONE, 2);
    tooLong.feed("{}".getBytes(UTF_8));
    tooLong.feed(" ".getBytes(UTF_8));
    tooLong.end();

    assertThat(tooLong.overlong()).isTrue();
    assertThat(events).isEmpty();
  }
}
