package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests the scripted year when it is over: it is lived once, for all that look at it.
final class LivedYear implements ParameterResolver {
  static final long SEED = Long.getLong("weir.seed", 20_261_206L);
  static final List<YearMonth> MONTHS =
      IntStream.rangeClosed(1, 12).mapToObj(i -> YearMonth.of(ScriptedYear.YEAR, i)).toList();

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ScriptedYear.class;
  }

  @Override
  public ScriptedYear resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Lived lived =
        context
            .getRoot()
            .getStore(Namespace.GLOBAL)
            .computeIfAbsent(Lived.class, _ -> lived(), Lived.class);
    lived
        .failure()
        .ifPresent(failure -> {
          throw new AssertionError("seed %d: the year broke off".formatted(SEED), failure);
        });
    return lived.year();
  }

  private static Lived lived() {
    long begun = System.nanoTime();
    ScriptedYear year = new ScriptedYear(SEED);
    Optional<Throwable> failure = Optional.empty();
    try {
      year.live();
    } catch (RuntimeException | Error broken) {
      failure = Optional.of(broken);
    }
    System.out.printf(
        "seed %d: %d calls, %d refused, in %d s%n",
        SEED,
        year.books().sent(_ -> true).size(),
        year.books().sent(call -> call.refused().isPresent()).size(),
        (System.nanoTime() - begun) / 1_000_000_000L);
    return new Lived(year, failure);
  }

  /// One that broke off is not begun again for the next test.
  private record Lived(ScriptedYear year, Optional<Throwable> failure) implements AutoCloseable {
    @Override
    public void close() {
      year.close();
    }
  }

  static String at(YearMonth month, Object of) {
    return "seed %d, %s of %s".formatted(SEED, of, month);
  }

  static void same(JsonNode told, BigDecimal own, String what) {
    assertThat(told.isMissingNode() || told.isNull()).as("%s: no figure", what).isFalse();
    assertThat(new BigDecimal(told.asText())).as(what).isEqualByComparingTo(own);
  }

  static Optional<JsonNode> of(JsonNode list, String field, String value) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(each -> each.at(field).asText().equals(value))
        .findFirst();
  }

  static JsonNode the(JsonNode list, String field, String value) {
    return of(list, field, value)
        .orElseThrow(() -> new AssertionError("no %s '%s' in %s".formatted(field, value, list)));
  }
}
