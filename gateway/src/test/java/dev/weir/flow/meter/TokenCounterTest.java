package dev.weir.flow.meter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.AskReader.Reading;
import dev.weir.flow.dialect.OutputText;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Recordings;
import dev.weir.flow.dialect.Recordings.Exchange;
import dev.weir.flow.dialect.Route;
import dev.weir.flow.dialect.Usage;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TokenCounterTest {
  private final TokenCounter counter = new TokenCounter();

  private static Ask ask(Route route, byte[] body) {
    return ((Reading.Understood) AskReader.read(route, body)).ask();
  }

  private Optional<Usage> count(Exchange exchange, MeterReading reading, OutputText output) {
    byte[] body = exchange.requestBytes();
    return counter.count(reading.modelServed(), ask(exchange.route(), body), body, output);
  }

  @Test
  void whatItCallsCountedIsWhatOpenAiReported() throws IOException {
    int counted = 0;
    int same = 0;
    for (Exchange exchange : Recordings.all()) {
      if (exchange.status() != 200
          || exchange.route() == Route.ANTHROPIC_MESSAGES
          || !exchange.route().metered()) {
        continue;
      }
      var meter = new Meter(exchange.route(), true, MeterLimits.USUAL, 0);
      meter.head(exchange.stream(), 0);
      meter.chunk(exchange.answerBytes(), 1);
      MeterReading reading = meter.end(2);
      Optional<Usage> usage = count(exchange, reading, meter.text());
      if (reading.usage().isEmpty()
          || usage.isEmpty()
          || usage.get().provenance() != Provenance.COUNTED) {
        continue;
      }
      counted++;
      Usage reported = reading.usage().get();
      boolean equal = usage.get().input() == reported.input();
      same += equal ? 1 : 0;
      assertThat((double) usage.get().input())
          .as("%s: %s, reported %s", exchange.where(), usage, reported)
          .isBetween(reported.input() * 0.8 - 20, reported.input() * 1.2 + 20);
    }
    assertThat(counted).isGreaterThan(100);
    assertThat(same).isGreaterThan(counted * 8 / 10);
  }

  @Test
  void noRecordedPromptHasMoreTokensThanItsBound() throws IOException {
    int bounded = 0;
    for (Exchange exchange : Recordings.all()) {
      if (exchange.status() != 200 || !exchange.route().metered()) {
        continue;
      }
      Ask ask = ask(exchange.route(), exchange.requestBytes());
      OptionalLong bound = ask.inputBound(OptionalLong.of(4000));
      if (!ask.unbounded().isEmpty()) {
        continue;
      }
      var meter = new Meter(exchange.route(), false, MeterLimits.USUAL, 0);
      meter.head(exchange.stream(), 0);
      meter.chunk(exchange.answerBytes(), 1);
      Optional<Usage> usage = meter.end(2).usage();
      if (usage.isPresent()) {
        assertThat(usage.get().input())
            .as(exchange.where())
            .isLessThanOrEqualTo(bound.orElseThrow());
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
    Ask ask = ask(Route.ANTHROPIC_MESSAGES, body);
    Usage usage = counter.count("claude", ask, body, new OutputText(10)).orElseThrow();
    assertThat(usage).isEqualTo(Usage.of(4, 0, Provenance.ESTIMATED));
  }

  @Test
  void toolsMakeACountAnEstimate() {
    byte[] body =
        "{\"model\":\"gpt-4o\",\"messages\":[],\"tools\":[{\"type\":\"function\"}]}"
            .getBytes(UTF_8);
    Usage usage =
        counter
            .count("gpt-4o", ask(Route.OPENAI_CHAT, body), body, new OutputText(10))
            .orElseThrow();
    assertThat(usage.provenance()).isEqualTo(Provenance.ESTIMATED);
  }
}
