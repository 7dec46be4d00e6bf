package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/// Every wire that a caller may come by, at its own vendor: as JSON and as a stream, priced, torn
/// and refused.
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WiresInTest {
  static final List<Arguments> EVERY =
      Arrays.stream(Inbound.values())
          .flatMap(wire ->
              Stream.of(false, true)
                  .filter(stream -> !stream || wire.streams())
                  .map(stream -> Arguments.of(wire, stream)))
          .toList();

  private final Stage stage = Vendors.stage();

  @AfterAll
  void close() {
    stage.close();
  }

  private Asking asking(Inbound wire, boolean stream) {
    return new Asking(stage, wire, wire.model(), stream);
  }

  @ParameterizedTest
  @FieldSource("EVERY")
  void theLedgerOfEachWireIsTheProvidersOwnBook(Inbound wire, boolean stream) {
    Asking asking = asking(wire, stream);

    Asking.Answered answered =
        asking.ask("hello [[sim in=1234 out=56%s]]".formatted(wire.caches() ? " cached=200" : ""));

    BookRow row = asking.booked(answered, wire.model());
    assertThat(row.model()).isEqualTo(wire.model());
    JsonNode call = stage.ended(answered.call());
    assertThat(call.path("route").asText()).as("%s", call).isEqualTo(wire.code());
  }

  @ParameterizedTest
  @EnumSource(names = {"CHAT", "RESPONSES", "COMPLETIONS", "MESSAGES", "GENERATE", "CONVERSE"})
  void aTornStreamEndsWithAnErrorOfItsOwnWire(Inbound wire) {
    Asking.Answered answered =
        asking(wire, true).ask("hello [[sim in=20 out=60 pace=2ms fault=cut:20]]");

    assertThat(answered.status()).isEqualTo(200);
    assertThat(answered.text()).contains(wire.torn());
    assertThat(stage.ended(answered.call()).path("booked").path(0).path("ending").asText())
        .isEqualTo("cut");
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownKeyIsRefusedInTheShapeOfTheWire(Inbound wire) {
    Asking.Answered answered =
        asking(wire, wire.streams()).ask("wk_" + "unknown0".repeat(6), "hello");

    assertThat(answered.status()).isEqualTo(401);
    assertThat(answered.text()).contains(wire.refused()).contains("not known here");
  }
}
