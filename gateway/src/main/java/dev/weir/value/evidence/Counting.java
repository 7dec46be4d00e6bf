package dev.weir.value.evidence;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What part of stated values counts as the AI's: what the grade of each leaves, as far as
/// something bears it, times the share that an experiment has shown. Where none has, the share is 1
/// and a grade leaves [Haircut#untriedMax] at most. Proofs of gates, reviews, opportunities and
/// what is shown of a use case count by this and by nothing else.
///
/// @param bearing of the use case's grades
/// @param shown by the newest experiment of the use case that is over; none = by no experiment
public record Counting(Haircut haircut, Bearing bearing, Optional<ShownShare> shown) {

  /// What counts of 1 that is stated with a grade, before the share: 0 to 1.
  public BigDecimal graded(Evidence grade) {
    BigDecimal left = haircut.share(bearing.holds(grade));
    return shown.isPresent() ? left : left.min(haircut.untriedMax());
  }

  /// What counts of 1 that is stated with a grade; below 0 where work without AI brought more.
  public BigDecimal part(Evidence grade) {
    return times(graded(grade));
  }

  private BigDecimal times(BigDecimal graded) {
    return shown.map(share -> graded.multiply(share.exact())).orElse(graded);
  }

  /// What counts of dollars that are stated, by grade; exactly.
  public Counted of(Map<Evidence, BigDecimal> stated) {
    BigDecimal graded =
        stated.entrySet().stream()
            .map(each -> each.getValue().multiply(graded(each.getKey())))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Counted(graded, times(graded), shown, why(stated.keySet()));
  }

  /// For people: each grade with what it leaves, and the share or what there is without one.
  public String why(Collection<Evidence> grades) {
    if (grades.isEmpty()) {
      return "no value is stated";
    }
    String left =
        grades.stream()
            .sorted()
            .map(grade -> "%s × %s".formatted(name(grade), graded(grade).toPlainString()))
            .collect(Collectors.joining(", "));
    if (grades.stream().anyMatch(grade -> bearing.holds(grade) != grade)) {
      left += " (%s)".formatted(bearing.why());
    }
    return shared(left);
  }

  private String name(Evidence stated) {
    Evidence holds = bearing.holds(stated);
    return holds == stated ? stated.code() : stated.code() + " as " + holds.code();
  }

  private String shared(String left) {
    return shown
        .map(share ->
            "%s × %s shown by '%s'"
                .formatted(left, share.exact().toPlainString(), share.hypothesis()))
        .orElseGet(() ->
            "%s; %s at most, as no experiment has shown the AI's share"
                .formatted(left, haircut.untriedMax().toPlainString()));
  }
}
