package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.log.KeptLog;
import dev.weir.base.log.LogShape;
import dev.weir.view.log.CallLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A defect in the middle of a call may quote all it was working on, as exceptions do: neither log
/// nor journal nor answer has any of it.
class DefectsTest {
  private static final String PROMPT = "cnryPromptxD3f8Gh1";
  private static final String FIELD = "cnryFieldxL9m4Nb7";
  private static final byte[] ASK = Wires.request(false, false, "large", 50, PROMPT);
  private static final byte[] ANSWER =
      Wires.openAiWhole("large", "hi", Wires.openAiUsage(7, 9, 16)).getBytes(UTF_8);
  private static final byte[] WITHOUT_USAGE = Wires.openAiWhole("large", "hi", "").getBytes(UTF_8);

  private final Walk walk = new Walk();
  private final KeptLog log = new KeptLog();

  /// Where Weir has a defect.
  enum Place {
    SENDING,
    METERING,
    SETTLING,
    COUNTING,
    HEARING
  }

  static Stream<Arguments> everyPlaceInEveryShape() {
    return Stream.of(Place.values())
        .flatMap(place -> Stream.of(LogShape.values()).map(shape -> Arguments.of(place, shape)));
  }

  @ParameterizedTest
  @MethodSource("everyPlaceInEveryShape")
  void nothingThatADefectQuotesIsKeptOrSaid(Place place, LogShape shape) {
    SimCaller caller = walk.call(true, ASK, "x-note", FIELD);
    if (place == Place.SENDING) {
      plant(place, all(caller));
      walk.drain();
    } else {
      walk.drain();
      plant(place, all(caller));
      walk.answer(200, "application/json", place == Place.COUNTING ? WITHOUT_USAGE : ANSWER);
    }
    walk.bugs.forEach(new CallLog(log.in(shape), Runnable::run, () -> 1)::bug);
    walk.drain();

    assertThat(walk.bugs).singleElement().asString().contains(PROMPT, FIELD, key(caller));
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("a defect of Weir at the edge", "java.lang.IllegalStateException")
        .contains("dev.weir.flow.edge.DefectsTest.plant(");
    assertNothingOf(caller, "the log", log.lines().getFirst());
    assertNothingOf(caller, "the journal", journal());
    assertNothingOf(caller, "the answer", new String(caller.received(), UTF_8));
    assertThat(walk.endings).hasSize(1);
    assertThat(walk.ledger.open()).isZero();
  }

  /// What the exception says, and its cause does, is the worst that a library could put there.
  private void plant(Place place, String all) {
    RuntimeException defect = new IllegalStateException(all, new IllegalStateException(all));
    switch (place) {
      case SENDING -> walk.sendingFails = defect;
      case METERING -> walk.meteringFails = defect;
      case SETTLING, COUNTING -> walk.settlingFails = defect;
      case HEARING -> walk.hearingFails = new LinkageError(all, defect);
    }
  }

  private static String all(SimCaller caller) {
    return "cannot go on with %s, x-note: %s, %s"
        .formatted(key(caller), FIELD, new String(caller.body(), UTF_8));
  }

  private static String key(SimCaller caller) {
    return caller.headers().get("authorization").orElseThrow().substring("Bearer ".length());
  }

  private String journal() {
    try {
      StringBuilder all = new StringBuilder();
      for (String name : walk.disk.list()) {
        all.append(new String(walk.disk.bytes(name), ISO_8859_1));
      }
      return all.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertNothingOf(SimCaller caller, String where, String text) {
    assertThat(text).as(where).isNotEmpty();
    assertThat(text).as(where).doesNotContain(PROMPT).doesNotContain(FIELD);
    assertThat(text).as(where).doesNotContain(key(caller));
  }
}
