package dev.weir.flow.meter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.AskReader.Reading;
import dev.weir.flow.dialect.Incoming;
import dev.weir.flow.dialect.OutputText;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Recordings;
import dev.weir.flow.dialect.Recordings.Exchange;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.provider.OwnFamilies;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenCounterTest {
  private final TokenCounter counter = new TokenCounter();

  private static Ask ask(Wire wire, byte[] body) {
    return ask(Incoming.of(wire), body);
  }

  private static Ask ask(Incoming incoming, byte[] body) {
    return ((Reading.Understood) AskReader.read(incoming, body)).ask();
  }

  private TokenCount count(Exchange exchange, MeterReading reading, OutputText output) {
    byte[] body = exchange.requestBytes();
    return counter.count(reading.modelServed(), ask(exchange.incoming(), body), body, output);
  }

  @Test
  void whatItCallsCountedIsWhatOpenAiReported() throws IOException {
    int counted = 0;
    int same = 0;
    for (Exchange exchange : Recordings.all()) {
      if (exchange.status() != 200
          || exchange.wire() == Wire.ANTHROPIC_MESSAGES
          || !exchange.wire().metered()) {
        continue;
      }
      var meter = new Meter(OwnFamilies.metering(exchange.wire()), true, MeterLimits.USUAL, 0);
      meter.head(exchange.framing(), 0);
      meter.chunk(exchange.answerBytes(), 1);
      MeterReading reading = meter.end(2);
      TokenCount count = count(exchange, reading, meter.text());
      if (reading.usage().isEmpty()
          || !count.wholeInput()
          || count.provenance() != Provenance.COUNTED) {
        continue;
      }
      counted++;
      Usage reported = reading.usage().get();
      boolean equal = count.input() == reported.input();
      same += equal ? 1 : 0;
      assertThat((double) count.input())
          .as("%s: %s, reported %s", exchange.where(), count, reported)
          .isBetween(reported.input() * 0.8 - 20, reported.input() * 1.2 + 20);
    }
    assertThat(counted).isGreaterThan(100);
    assertThat(same).isGreaterThan(counted * 8 / 10);
  }

  @Test
  void noRecordedPromptHasMoreTokensThanItsBound() throws IOException {
    int bounded = 0;
    for (Exchange exchange : Recordings.all()) {
      if (exchange.status() != 200 || !exchange.wire().metered()) {
        continue;
      }
      Ask ask = ask(exchange.incoming(), exchange.requestBytes());
      OptionalLong bound =
          ask.inputBound(bytes -> bytes, OptionalLong.of(4000), OptionalLong.empty());
      if (bound.isEmpty() || !ask.unbounded().isEmpty()) {
        continue; // a file, and no window stated
      }
      var meter = new Meter(OwnFamilies.metering(exchange.wire()), false, MeterLimits.USUAL, 0);
      meter.head(exchange.framing(), 0);
      meter.chunk(exchange.answerBytes(), 1);
      Optional<Usage> usage = meter.end(2).usage();
      if (usage.isPresent()) {
        assertThat(usage.get().input()).as(exchange.where()).isLessThanOrEqualTo(bound.getAsLong());
        bounded++;
      }
    }
    assertThat(bounded).isGreaterThan(700);
  }

  @Test
  void aFamilyWithoutAnEncodingIsEstimated() {
    byte[] body =
        "{\"model\":\"claude\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"1234567\"}]}"
            .getBytes(UTF_8);
    Ask ask = ask(Wire.ANTHROPIC_MESSAGES, body);
    TokenCount count = counter.count("claude", ask, body, new OutputText(10));
    assertThat(count).isEqualTo(new TokenCount(4, true, 0, true, Provenance.ESTIMATED));
  }

  @Test
  void toolsMakeACountAnEstimate() {
    byte[] body =
        "{\"model\":\"gpt-4o\",\"messages\":[],\"tools\":[{\"type\":\"function\"}]}"
            .getBytes(UTF_8);
    TokenCount count =
        counter.count("gpt-4o", ask(Wire.OPENAI_CHAT, body), body, new OutputText(10));
    assertThat(count.provenance()).isEqualTo(Provenance.ESTIMATED);
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4o, true",
    "gpt-4.1-mini-2025-04-14, true",
    "ft:gpt-4o-mini:acme, true",
    "gpt-3.5-turbo, true",
    "o1, false",
    "o4-mini, false",
    "gpt-5-mini, false",
    "ft:o4-mini:acme, false",
    "deepseek-reasoner, false",
    "a-name-of-the-organisation's-own, false",
  })
  void theTextOfAnAnswerIsAllOfItOnlyWhereThatIsKnown(String model, boolean whole) {
    byte[] body = "{\"model\":\"m\",\"messages\":[]}".getBytes(UTF_8);
    TokenCount count = counter.count(model, ask(Wire.OPENAI_CHAT, body), body, new OutputText(10));
    assertThat(count.wholeOutput()).isEqualTo(whole);
  }

  @Test
  void aPictureIsInputThatNoTextShows() {
    byte[] body =
        "{\"model\":\"m\",\"messages\":[{\"content\":[{\"type\":\"image_url\",\"image_url\":{}}]}]}"
            .getBytes(UTF_8);
    TokenCount count =
        counter.count("gpt-4o", ask(Wire.OPENAI_CHAT, body), body, new OutputText(10));
    assertThat(count.wholeInput()).isFalse();
  }
}
