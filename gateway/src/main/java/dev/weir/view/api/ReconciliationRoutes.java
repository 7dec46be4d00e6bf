package dev.weir.view.api;

import dev.weir.exchange.bill.Form;
import dev.weir.exchange.reconcile.Beside;
import dev.weir.exchange.reconcile.BilledAs;
import dev.weir.exchange.reconcile.Book;
import dev.weir.exchange.reconcile.Cause;
import dev.weir.exchange.reconcile.Certainty;
import dev.weir.exchange.reconcile.Days;
import dev.weir.exchange.reconcile.Part;
import dev.weir.exchange.reconcile.Reconciliation;
import dev.weir.exchange.reconcile.Row;
import dev.weir.exchange.reconcile.Row.Billed;
import dev.weir.exchange.reconcile.Uncompared;
import dev.weir.exchange.reconcile.Verdict;
import dev.weir.view.api.Demand.Parameter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the ledger, a provider's usage and its bill say of the same days.
final class ReconciliationRoutes {
  private static final int ROWS = 1_000;

  private final RunningGateway gateway;

  ReconciliationRoutes(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /// @param to the day after the last
  /// @param balanced every day and every charge was compared, and every row is matched or explained
  /// @param rows as asked for; the sums are over all
  record ReconciliationPage(
      String provider,
      LocalDate from,
      LocalDate to,
      boolean balanced,
      ReconciliationTotals totals,
      List<CauseSum> causes,
      List<ReconciledRow> rows,
      boolean moreRows,
      List<ChargeBeside> charges,
      List<UncomparedCharges> uncompared,
      List<String> notes) {}

  /// @param ledgerUsd what the ledger has, of all rows
  /// @param billedUsd what bills have of them; absent where no row has a bill
  /// @param unexplainedMoreUsd billed beyond the ledger without a cause; less is not set off
  /// @param unexplainedLessUsd in the ledger beyond the bill without a cause
  record ReconciliationTotals(
      long matched,
      long explained,
      long unexplained,
      BigDecimal ledgerUsd,
      Optional<BigDecimal> billedUsd,
      BigDecimal unexplainedMoreUsd,
      BigDecimal unexplainedLessUsd) {}

  /// @param usd how much more is billed because of it
  record CauseSum(Cause cause, BigDecimal usd) {}

  /// A part of `key`, `model`, `meter` that is empty means all of them.
  record ReconciledRow(
      LocalDate day,
      String key,
      String model,
      String meter,
      Verdict verdict,
      Certainty certainty,
      BigDecimal ledgerQuantity,
      BigDecimal ledgerUsd,
      Optional<BigDecimal> usageQuantity,
      Optional<BigDecimal> billQuantity,
      Optional<BigDecimal> billUsd,
      List<PartOfGap> parts,
      BigDecimal unexplainedUsage,
      BigDecimal unexplainedBilled,
      BigDecimal unexplainedUsd) {
    static ReconciledRow of(Row row) {
      return new ReconciledRow(
          row.place().day(),
          row.place().key(),
          row.place().model(),
          row.place().meter(),
          row.verdict(),
          row.certainty(),
          row.ledger().quantity(),
          row.ledger().cost(),
          row.usage(),
          row.bill().flatMap(Billed::quantity),
          row.bill().map(Billed::cost),
          row.parts().stream().map(PartOfGap::of).toList(),
          row.unexplained().usage(),
          row.unexplained().billed(),
          row.unexplained().amount());
    }
  }

  record PartOfGap(Cause cause, Book against, BigDecimal quantity, BigDecimal usd, String note) {
    static PartOfGap of(Part part) {
      return new PartOfGap(
          part.cause(), part.against(), part.quantity(), part.amount(), part.note());
    }
  }

  /// A charge for no usage: a credit, a discount, a tax, a purchase, a correction.
  record ChargeBeside(
      Cause cause,
      LocalDate day,
      String model,
      String meter,
      Verdict verdict,
      BigDecimal expectedUsd,
      BigDecimal billedUsd,
      BigDecimal gapUsd) {
    static ChargeBeside of(Beside beside) {
      return new ChargeBeside(
          beside.cause(),
          beside.day(),
          beside.model(),
          beside.meter(),
          beside.verdict(),
          beside.expected(),
          beside.billed(),
          beside.gap());
    }
  }

  record UncomparedCharges(String reason, String currency, int lines, BigDecimal amount) {
    static UncomparedCharges of(Uncompared charges) {
      return new UncomparedCharges(
          charges.reason(), charges.currency(), charges.lines(), charges.amount());
    }
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "reconcile",
                "/api/v1/reconciliation",
                "The ledger beside a provider's usage and its bill, line by line.")
            .asks(
                Parameter.text("provider", "Name of the provider, as configured; required."),
                Parameter.text("month", "A calendar month as 2026-10, in UTC; or from and to."),
                Parameter.text("from", "First day, in UTC."),
                Parameter.text("to", "The day after the last, in UTC."),
                Parameter.texts(
                    "bill_provider",
                    "The provider's name in bills; the configured or the price book's if not said."),
                Parameter.texts(
                    "account",
                    "An account or project in bills that is the provider's; all if none."),
                Parameter.texts(
                    "form",
                    "Takes only bills, or only provider usage, of this form: one of %s."
                        .formatted(Form.codes())),
                Parameter.texts(
                    "key", "`id=name`: the provider's id of a gateway's key, the ledger's name."),
                Parameter.texts("model", "`theirs=ours`: names of one model."),
                Parameter.text("credit", "USD that the bill should give back, as agreed."),
                Parameter.text(
                    "show", "differences (default), unexplained or all: which rows are listed."),
                Parameter.number("rows", "Most rows listed, 1,000 by default."))
            .answers(ReconciliationPage.class)
            .does(FromLedger.of(gateway).does(this::answer)));
  }

  private Answer answer(Inquiry inquiry, Optional<String> missing) {
    String provider =
        inquiry
            .asked("provider")
            .orElseThrow(() -> new IllegalArgumentException("parameter 'provider' is missing"));
    Days days = days(inquiry);
    Comparison comparison =
        new Comparison(
            provider,
            forms(inquiry),
            new BilledAs(
                Set.copyOf(inquiry.all("bill_provider")),
                Set.copyOf(inquiry.all("account")),
                pairs(inquiry, "key"),
                pairs(inquiry, "model")),
            inquiry.asked("credit").map(text -> BillRoutes.decimal("credit", text)),
            Optional.empty());
    Reconciliation found = comparison.of(gateway, days);
    List<String> notes = new ArrayList<>(found.notes());
    AgreementRoutes.note(gateway, provider, days.from(), days.to()).ifPresent(notes::add);
    missing.ifPresent(notes::add);
    return Answer.of(page(inquiry, provider, found, notes, missing.isEmpty()));
  }

  private static ReconciliationPage page(
      Inquiry inquiry,
      String provider,
      Reconciliation found,
      List<String> notes,
      boolean ledgerWhole) {
    List<Row> shown = found.rows().stream().filter(row -> isShown(inquiry, row)).toList();
    int most = inquiry.number("rows", ROWS);
    return new ReconciliationPage(
        provider,
        found.days().from(),
        found.days().to(),
        found.isBalanced() && ledgerWhole,
        new ReconciliationTotals(
            count(found, Verdict.MATCHED),
            count(found, Verdict.EXPLAINED),
            count(found, Verdict.UNEXPLAINED),
            found.rows().stream()
                .map(row -> row.ledger().cost())
                .reduce(BigDecimal.ZERO, BigDecimal::add),
            found.rows().stream()
                .flatMap(row -> row.bill().stream())
                .map(Billed::cost)
                .reduce(BigDecimal::add),
            found.unexplainedMore(),
            found.unexplainedLess()),
        found.byCause().entrySet().stream()
            .map(sum -> new CauseSum(sum.getKey(), sum.getValue()))
            .toList(),
        shown.stream().limit(most).map(ReconciledRow::of).toList(),
        shown.size() > most,
        found.beside().stream().map(ChargeBeside::of).toList(),
        found.uncompared().stream().map(UncomparedCharges::of).toList(),
        notes);
  }

  private static long count(Reconciliation found, Verdict verdict) {
    return found.rows().stream().filter(row -> row.verdict() == verdict).count();
  }

  private static boolean isShown(Inquiry inquiry, Row row) {
    String show = inquiry.asked("show").orElse("differences");
    return switch (show) {
      case "all" -> true;
      case "differences" -> row.verdict() != Verdict.MATCHED;
      case "unexplained" -> row.verdict() == Verdict.UNEXPLAINED;
      default ->
          throw new IllegalArgumentException(
              "parameter 'show' is one of all, differences, unexplained, was '%s'".formatted(show));
    };
  }

  private static Days days(Inquiry inquiry) {
    Optional<String> month = inquiry.asked("month");
    try {
      if (month.isPresent()) {
        LocalDate first = LocalDate.parse(month.get() + "-01");
        return new Days(first, first.plusMonths(1));
      }
      return new Days(
          LocalDate.parse(needed(inquiry, "from")), LocalDate.parse(needed(inquiry, "to")));
    } catch (DateTimeException unreadable) {
      throw new IllegalArgumentException(
          "a month is written as 2026-10, a day as 2026-10-31: " + unreadable.getMessage(),
          unreadable);
    }
  }

  private static String needed(Inquiry inquiry, String parameter) {
    return inquiry
        .asked(parameter)
        .orElseThrow(() ->
            new IllegalArgumentException("parameter 'month', or 'from' and 'to', is missing"));
  }

  private static Set<Form> forms(Inquiry inquiry) {
    return inquiry.all("form").stream().map(Form::of).collect(Collectors.toSet());
  }

  private static Map<String, String> pairs(Inquiry inquiry, String parameter) {
    Map<String, String> pairs = new HashMap<>();
    for (String text : inquiry.all(parameter)) {
      int equals = text.lastIndexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "parameter '%s' is written theirs=ours, was '%s'".formatted(parameter, text));
      }
      pairs.put(text.substring(0, equals), text.substring(equals + 1));
    }
    return pairs;
  }
}
