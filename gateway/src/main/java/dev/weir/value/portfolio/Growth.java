package dev.weir.value.portfolio;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.value.portfolio.ScopePart.Multiplier;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What calls show of a use case's scope, beside what was approved.
///
/// @param lines what was seen, the dearest first, then what was approved and not seen
/// @param expected by how much all approved parts together are expected to multiply its cost
public record Growth(List<Line> lines, Multiplier expected) {
  private static final MathContext DIGITS = new MathContext(8);

  /// What calls of a while show.
  ///
  /// @param id as calls have it
  /// @param label a name people know it by; the id where there is none
  public record Seen(ScopePart.Kind kind, String id, String label, long calls, Total cost) {}

  /// @param approved empty = nobody has approved it
  public record Line(Seen seen, Optional<ScopePart> approved) {
    /// Whether calls show what nobody has approved.
    public boolean isUnexplained() {
      return approved.isEmpty();
    }
  }

  public Growth {
    lines = List.copyOf(lines);
  }

  /// @param register what waits for its approval is not in it yet
  public static Growth of(List<ScopePart> register, List<Seen> seen) {
    List<ScopePart> approved =
        register.stream().filter(part -> part.approval().isPresent()).toList();
    List<Line> lines = new ArrayList<>();
    seen.stream()
        .sorted((a, b) -> b.cost().toUsd().compareTo(a.cost().toUsd()))
        .map(each ->
            new Line(each, approved.stream().filter(part -> part.isCalled(each)).findFirst()))
        .forEach(lines::add);
    for (ScopePart part : approved) {
      if (seen.stream().noneMatch(part::isCalled)) {
        Seen nothing = new Seen(part.kind(), part.name(), part.name(), 0, Total.of(Money.ZERO));
        lines.add(new Line(nothing, Optional.of(part)));
      }
    }
    return new Growth(lines, product(approved));
  }

  /// By how much parts of a kind are expected to multiply the cost that were approved after a day.
  public static BigDecimal expected(List<ScopePart> register, ScopePart.Kind kind, LocalDate day) {
    return product(
            register.stream()
                .filter(part -> part.kind() == kind && part.isApprovedAfter(day))
                .toList())
        .base();
  }

  public List<Line> unexplained() {
    return lines.stream().filter(Line::isUnexplained).toList();
  }

  private static Multiplier product(List<ScopePart> register) {
    BigDecimal low = BigDecimal.ONE;
    BigDecimal base = BigDecimal.ONE;
    BigDecimal high = BigDecimal.ONE;
    for (ScopePart part : register) {
      low = low.multiply(part.multiplier().low(), DIGITS);
      base = base.multiply(part.multiplier().base(), DIGITS);
      high = high.multiply(part.multiplier().high(), DIGITS);
    }
    return new Multiplier(low, base, high);
  }
}
