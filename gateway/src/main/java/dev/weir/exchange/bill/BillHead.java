package dev.weir.exchange.bill;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An imported bill, without its lines.
///
/// @param id `bill_` and a number, in the order of the imports
/// @param file the name it was imported under
/// @param part which of several reports of this form; empty if there is one or it is not said
/// @param sha256 of its content
/// @param providers by their own names
/// @param rows of the source
/// @param totals what is due, by currency
/// @param replaces earlier bills that are not in force since
/// @param replacedBy the bill that is in force instead
public record BillHead(
    String id,
    Instant at,
    String who,
    String why,
    String file,
    Form form,
    String part,
    String sha256,
    List<String> providers,
    List<String> accounts,
    Reading.Period period,
    int rows,
    int lines,
    Map<String, BigDecimal> totals,
    List<String> notes,
    List<String> replaces,
    Optional<String> replacedBy) {
  public BillHead {
    providers = List.copyOf(providers);
    accounts = List.copyOf(accounts);
    totals = Map.copyOf(totals);
    notes = List.copyOf(notes);
    replaces = List.copyOf(replaces);
  }

  public Kind kind() {
    return form.kind();
  }

  public boolean isInForce() {
    return replacedBy.isEmpty();
  }

  /// Whether a reading is of the same source, report and accounts, for some of the same days.
  boolean overlaps(Reading other) {
    return form == other.form()
        && isSamePart(other)
        && other.period().meets(period)
        && other.providers().stream().anyMatch(providers::contains)
        && other.accounts().stream().anyMatch(accounts::contains);
  }

  /// What does not say which report it is may be any.
  private boolean isSamePart(Reading other) {
    return part.isEmpty() || other.part().isEmpty() || part.equals(other.part());
  }
}
