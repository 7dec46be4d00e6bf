package dev.weir.view.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CastingTest {
  private static final List<TraceRow> TRACE =
      IntStream.range(0, 4_000)
          .mapToObj(i -> new TraceRow(Duration.ofMillis(i), 10 + i, i % 10, i % 700))
          .toList();

  @Test
  void theSameSeedCastsEveryRowAlike() {
    assertThat(cast(7, TRACE)).isEqualTo(cast(7, TRACE));
    assertThat(cast(7, TRACE)).isNotEqualTo(cast(8, TRACE));
  }

  @Test
  void aShorterPartOfATraceIsCastAsInTheWhole() {
    assertThat(cast(7, TRACE.subList(0, 100))).isEqualTo(cast(7, TRACE).subList(0, 100));
  }

  @Test
  void useCasesGetTheirShares() {
    Map<String, Long> calls =
        cast(1, TRACE).stream()
            .collect(Collectors.groupingBy(c -> c.useCase().name(), Collectors.counting()));

    assertThat(calls.get("support-assistant")).isBetween(1_480L, 1_720L);
    assertThat(calls.get("knowledge-search")).isBetween(320L, 480L);
  }

  @Test
  void theMostActiveUserCallsMoreThanTheHundredth() {
    Map<String, Long> users =
        cast(1, TRACE).stream()
            .filter(call -> call.useCase().name().equals("support-assistant"))
            .collect(Collectors.groupingBy(PlannedCall::user, Collectors.counting()));

    assertThat(users.get("user-0001")).isGreaterThan(20 * users.getOrDefault("user-0100", 0L));
  }

  @Test
  void noCeilingCutsAnAnswer() {
    assertThat(cast(3, TRACE)).allMatch(call -> call.maxTokens() >= call.output());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-4o", "claude-sonnet-4"})
  void aBodyIsJsonOfTheTracedLengthThatEndsInTheDirective(String model) throws IOException {
    Population population = PopulationFile.resource("default");
    for (double streamShare : new double[] {0, 1}) {
      Casting casting =
          new Casting(population, 1, Optional.of(model), OptionalDouble.of(streamShare));
      for (PlannedCall call : casting.cast(TRACE.subList(0, 300))) {
        byte[] written = CallBody.of(call);
        JsonNode body = new JsonMapper().readTree(written);
        String text = body.path("messages").path(0).path("content").textValue();

        assertThat(body.path("stream").asBoolean()).isEqualTo(streamShare == 1);
        assertThat(text)
            .contains("[[sim in=%d out=%d".formatted(call.input(), call.output()))
            .endsWith("]]");
        assertThat(text.length()).isBetween(call.input() * 4, Math.max(call.input() * 4, 60));
      }
    }
  }

  @Test
  void madeUpTrafficComesByTimeAndAtItsRate() {
    Population population =
        PopulationFile.parse(
            "p", "use_cases: [{name: a, department: d, traffic: {per_minute: 600}}]");

    List<PlannedCall> calls =
        new Casting(population, 5, Optional.empty(), OptionalDouble.empty())
            .invent(population.useCases(), Duration.ofMinutes(5));

    assertThat(calls).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    assertThat(calls.size()).isBetween(2_800, 3_200);
  }

  @Test
  void aPopulationSaysWhatIsWrongAndWhere() {
    assertThatThrownBy(() -> PopulationFile.parse("p", "use_cases: [{name: a, weigth: 1}]"))
        .hasMessageContaining("p, use_cases[0]")
        .hasMessageContaining("weigth");
    assertThatThrownBy(() -> PopulationFile.parse("p", "use_cases: []"))
        .hasMessageContaining("at least one");
  }

  private static List<PlannedCall> cast(long seed, List<TraceRow> trace) {
    return new Casting(
            PopulationFile.resource("default"), seed, Optional.empty(), OptionalDouble.empty())
        .cast(trace);
  }
}
