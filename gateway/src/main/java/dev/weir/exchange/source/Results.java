package dev.weir.exchange.source;

import dev.weir.exchange.bill.BillLine;
import dev.weir.exchange.bill.BillLine.Amount;
import dev.weir.exchange.bill.BillLine.Payer;
import dev.weir.exchange.bill.BillLine.Span;
import dev.weir.exchange.bill.BillLine.What;
import dev.weir.exchange.bill.Category;
import dev.weir.exchange.bill.Form;
import dev.weir.exchange.bill.Reading;
import dev.weir.exchange.bill.SourceRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The results of an answer, made into lines one after another. Used for one file, by one thread.
final class Results {
  private final JsonPages pages;
  private final Set<String> known;
  private final List<SourceRow> rows = new ArrayList<>();
  private final List<BillLine> lines = new ArrayList<>();
  private final Set<String> strange = new TreeSet<>();

  /// Makes a result into lines, at least one.
  @FunctionalInterface
  interface Reader {
    List<BillLine> lines(Members result, Span span, int row);
  }

  /// @param known the members of a result that are understood
  Results(JsonPages pages, Set<String> known) {
    this.pages = pages;
    this.known = known;
  }

  /// @param from the member of a bucket that says when it begins
  Reading read(Form form, String from, String to, Reader reader) {
    for (JsonPages.Bucket bucket : pages.buckets()) {
      Members times = new Members(bucket.place(), bucket.node());
      Span span = Charges.span(bucket.place(), times.time(from), times.time(to));
      for (JsonPages.Result result : bucket.results()) {
        Members members = new Members(result.place(), result.node());
        strange.addAll(members.others(known));
        rows.add(new SourceRow(rows.size() + 1, result.node().toString()));
        lines.addAll(reader.lines(members, span, rows.size()));
      }
    }
    if (lines.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has %d buckets without any result: there is nothing to keep"
              .formatted(pages.file(), pages.buckets().size()));
    }
    return new Reading(pages.file(), form, Reading.Period.of(lines), rows, lines, notes());
  }

  private List<String> notes() {
    return strange.isEmpty()
        ? List.of()
        : List.of("members that are kept and not understood: " + String.join(", ", strange));
  }

  /// The lines of a provider's usage: one for each meter that was used, and one of the requests.
  static List<BillLine> usage(
      Payer payer, What of, Span span, Map<String, BigDecimal> quantities, int row) {
    List<BillLine> lines = new ArrayList<>();
    quantities.forEach((meter, quantity) -> {
      if (quantity.signum() != 0 || lines.isEmpty()) {
        lines.add(
            new BillLine(
                row,
                payer,
                new What(of.product(), of.model(), meter, of.tier()),
                span,
                Optional.of(new Amount(quantity, unit(meter))),
                Optional.empty(),
                Category.USAGE,
                ""));
      }
    });
    return lines;
  }

  private static String unit(String meter) {
    return switch (meter) {
      case "request", "web_search", "file_search" -> "requests";
      case "image" -> "images";
      case "character" -> "characters";
      case "second" -> "seconds";
      case "storage" -> "bytes";
      case "code_session" -> "sessions";
      default -> "tokens";
    };
  }
}
