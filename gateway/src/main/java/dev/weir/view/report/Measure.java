package dev.weir.view.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A figure that a [Pivot] can be about.
///
/// @param field its name in reports
/// @param addsUp whether groups add up to their total; a quotient and a percentile do not
public record Measure(Subject subject, String field, Unit unit, boolean addsUp) {
  /// What a number of it is.
  public enum Unit {
    COUNT,
    USD,
    /// A part of 1.
    SHARE,
    MILLISECONDS,
    TOKENS_PER_SECOND
  }

  private static final List<Measure> ALL =
      Stream.concat(
              Figure.ALL.stream().map(figure -> of(Subject.COST, figure)),
              Figure.SPEED.stream()
                  .filter(figure -> isNew(figure.field()))
                  .map(figure -> of(Subject.SPEED, figure)))
          .toList();

  /// Every one there is: those of reports about cost, then those of speed that are no other's.
  public static List<Measure> all() {
    return ALL;
  }

  /// Reads a name.
  public static Measure parse(String field) {
    return ALL.stream()
        .filter(measure -> measure.field.equals(field))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "parameter 'measure' is one of %s, was '%s'"
                    .formatted(
                        String.join(", ", ALL.stream().map(Measure::field).toList()), field)));
  }

  private static boolean isNew(String field) {
    return Figure.ALL.stream().noneMatch(figure -> figure.field().equals(field));
  }

  private static Measure of(Subject subject, Figure figure) {
    Figure.Value ofNothing = figure.of(Measures.NONE);
    Unit unit =
        switch (ofNothing) {
          case Figure.Value.Count _ -> Unit.COUNT;
          case Figure.Value.Money _ -> Unit.USD;
          case Figure.Value.Fraction _ -> Unit.SHARE;
          case Figure.Value.Measured _ ->
              figure.field().endsWith("_ms") ? Unit.MILLISECONDS : Unit.TOKENS_PER_SECOND;
        };
    return new Measure(subject, figure.field(), unit, !ofNothing.exact().isEmpty());
  }

  /// What a group says of it; absent where that has no answer, as a quotient over nothing.
  Optional<BigDecimal> of(Measures measures) {
    return subject.figures().stream()
        .filter(figure -> figure.field().equals(field))
        .map(figure -> figure.of(measures).exact())
        .filter(exact -> !exact.isEmpty())
        .map(BigDecimal::new)
        .findFirst();
  }
}
