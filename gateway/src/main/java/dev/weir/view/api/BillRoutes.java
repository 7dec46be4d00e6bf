package dev.weir.view.api;

import dev.weir.base.store.Parquet;
import dev.weir.exchange.bill.BillHead;
import dev.weir.exchange.bill.BillLine;
import dev.weir.exchange.bill.BillLine.Amount;
import dev.weir.exchange.bill.BillLine.Cost;
import dev.weir.exchange.bill.Bills;
import dev.weir.exchange.bill.Bills.Replacing;
import dev.weir.exchange.bill.Category;
import dev.weir.exchange.bill.Form;
import dev.weir.exchange.bill.Imported;
import dev.weir.exchange.bill.Kind;
import dev.weir.exchange.bill.Reading;
import dev.weir.exchange.source.BillFile;
import dev.weir.view.api.Demand.Parameter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Bills of providers and clouds, and what providers say was used.
final class BillRoutes {
  private static final int BILL_BYTES = 64 << 20;
  private static final int LINES = 1_000;
  private static final int LINES_MAX = 10_000;

  private final RunningGateway gateway;

  BillRoutes(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /// The file itself, as the provider or the cloud gave it.
  record BillText() {}

  /// @param imported false = the same content was in force already, and nothing was changed
  /// @param dryRun nothing was stored; the bill is as it would be
  record BillImport(boolean imported, boolean dryRun, BillPage bill) {}

  record BillList(List<BillPage> bills) {}

  /// @param kind usage = what a provider says was used, bill = what is billed
  /// @param part which of the reports of that format, as `organization.usage.images.result`
  /// @param to the day after the last
  /// @param rows of the file
  /// @param totals what is due, by currency
  /// @param notes columns that are kept and not understood
  record BillPage(
      String id,
      boolean inForce,
      Kind kind,
      String format,
      String part,
      String file,
      List<String> providers,
      List<String> accounts,
      LocalDate from,
      LocalDate to,
      int rows,
      int lines,
      Map<String, BigDecimal> totals,
      List<String> notes,
      Instant at,
      String who,
      String why,
      List<String> replaces,
      Optional<String> replacedBy,
      String sha256) {
    static BillPage of(BillHead bill) {
      return new BillPage(
          bill.id(),
          bill.isInForce(),
          bill.kind(),
          bill.form().code(),
          bill.part(),
          bill.file(),
          bill.providers(),
          bill.accounts(),
          bill.period().from(),
          bill.period().to(),
          bill.rows(),
          bill.lines(),
          bill.totals(),
          bill.notes(),
          bill.at(),
          bill.who(),
          bill.why(),
          bill.replaces(),
          bill.replacedBy(),
          bill.sha256());
    }
  }

  /// @param next ask for the next lines with `after` set to this; absent behind the last
  record BillDetail(BillPage bill, List<BillLinePage> lines, Optional<Integer> next) {}

  /// @param row of the file, the first is 1
  record BillLinePage(
      int row,
      String provider,
      String account,
      String project,
      String key,
      String product,
      String model,
      String meter,
      String tier,
      Instant from,
      Instant to,
      Optional<BigDecimal> quantity,
      Optional<String> unit,
      Optional<BigDecimal> listCost,
      Optional<BigDecimal> billedCost,
      Optional<BigDecimal> effectiveCost,
      Optional<String> currency,
      Category category,
      String invoice) {
    static BillLinePage of(BillLine line) {
      return new BillLinePage(
          line.row(),
          line.payer().provider(),
          line.payer().account(),
          line.payer().project(),
          line.payer().key(),
          line.what().product(),
          line.what().model(),
          line.what().meter(),
          line.what().tier(),
          line.span().from(),
          line.span().to(),
          line.amount().map(Amount::quantity),
          line.amount().map(Amount::unit),
          line.cost().flatMap(Cost::list),
          line.cost().flatMap(Cost::billed),
          line.cost().flatMap(Cost::effective),
          line.cost().map(Cost::currency),
          line.category(),
          line.invoice());
    }
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.change(
                "POST",
                "importBill",
                "/api/v1/bills",
                "Keeps a bill, or a provider's usage, as it is; all of the file or nothing.")
            .asks(
                Parameter.text("file", "Name of the file, for messages; 'the body' if not said."),
                Parameter.text(
                    "format",
                    "One of %s; seen in the content if not said.".formatted(Form.codes())),
                Parameter.text(
                    "replace",
                    "true = bills of the same source, report and days are not in force since."),
                Parameter.text(
                    "total",
                    "What the invoice says is due; refused if the lines add up to another."),
                Parameter.text("dry_run", "true: nothing is stored, what would be is answered."))
            .takes(BillText.class, BILL_BYTES)
            .answers(BillImport.class)
            .does(this::load),
        Endpoint.get("listBills", "/api/v1/bills", "Imported bills, the latest first.")
            .answers(BillList.class)
            .does(_ ->
                Answer.of(new BillList(gateway.bills().all().stream().map(BillPage::of).toList()))),
        Endpoint.get("getBill", "/api/v1/bills/{id}", "A bill and its lines.")
            .asks(
                Parameter.number("limit", "Most lines, 1,000 by default."),
                Parameter.number("after", "Passes over so many lines; 0."))
            .answers(BillDetail.class)
            .does(this::show));
  }

  private Answer load(Inquiry inquiry) {
    Optional<Form> form = inquiry.asked("format").map(Form::of);
    String name = inquiry.asked("file").orElse("the body");
    byte[] content = inquiry.content().bytes();
    String text =
        Parquet.is(content) ? Parquet.csv(name, content, BillFile.CHARACTERS_MAX) : inquiry.raw();
    Reading reading = new BillFile(name, text).read(form);
    inquiry.asked("total").ifPresent(total -> requireTotal(reading, total));
    Replacing replacing = inquiry.flag("replace") ? Replacing.ALL : Replacing.NONE;
    Bills.Order order = new Bills.Order(inquiry.now(), inquiry.who(), inquiry.why(), replacing);
    boolean dryRun = inquiry.flag("dry_run");
    Imported imported =
        dryRun
            ? gateway.intake().preview(reading, text, order)
            : gateway.intake().take(reading, text, order);
    return switch (imported) {
      case Imported.Done done -> Answer.of(new BillImport(true, dryRun, BillPage.of(done.bill())));
      case Imported.Already same ->
          Answer.of(new BillImport(false, dryRun, BillPage.of(same.bill())));
      case Imported.Overlapping others -> overlapping(reading, others);
      case Imported.Settled(String month) ->
          new Answer.Fault(
              409,
              "period_settled",
              "%s tells of %s: nothing was changed".formatted(reading.file(), month));
      case Imported.TooShort longer ->
          new Answer.Fault(
              409,
              "bill_too_short",
              "%s is about %s to %s and would replace %s, which is about %s to %s: nothing was changed"
                  .formatted(
                      reading.file(),
                      reading.period().from(),
                      reading.period().to(),
                      longer.bill().id(),
                      longer.bill().period().from(),
                      longer.bill().period().to()));
    };
  }

  private static Answer overlapping(Reading reading, Imported.Overlapping others) {
    String which =
        others.bills().stream()
            .map(bill ->
                "%s (%s to %s)".formatted(bill.id(), bill.period().from(), bill.period().to()))
            .collect(Collectors.joining(", "));
    return new Answer.Fault(
        409,
        "bill_overlaps",
        ("%s says something else of days and accounts that %s is in force for: nothing was changed;"
                + " replace=true (--replace) puts it in their place")
            .formatted(reading.file(), which));
  }

  private static void requireTotal(Reading reading, String total) {
    BigDecimal expected = decimal("total", total);
    Map<String, BigDecimal> totals = reading.totals();
    if (totals.size() != 1
        || totals.values().stream().noneMatch(sum -> sum.compareTo(expected) == 0)) {
      throw new IllegalArgumentException(
          "%s adds up to %s, the invoice to %s".formatted(reading.file(), totals, expected));
    }
  }

  static BigDecimal decimal(String parameter, String text) {
    if (!text.matches("-?[0-9]{1,18}(\\.[0-9]{1,18})?")) {
      throw new IllegalArgumentException(
          "parameter '%s' is an amount as 1234.56, was '%s'".formatted(parameter, text));
    }
    return new BigDecimal(text);
  }

  private Answer show(Inquiry inquiry) {
    Optional<BillHead> bill = gateway.bills().find(inquiry.id());
    if (bill.isEmpty()) {
      return Answer.missing("bill", inquiry.id());
    }
    int limit = inquiry.number("limit", LINES);
    int after = inquiry.number("after", 0);
    if (limit < 1 || limit > LINES_MAX || after < 0) {
      throw new IllegalArgumentException(
          "a page has 1 to %d lines after 0 or more, was %d after %d"
              .formatted(LINES_MAX, limit, after));
    }
    List<BillLine> lines = gateway.bills().lines(bill.get());
    return Answer.of(
        new BillDetail(
            BillPage.of(bill.get()),
            lines.stream().skip(after).limit(limit).map(BillLinePage::of).toList(),
            lines.size() > after + limit ? Optional.of(after + limit) : Optional.empty()));
  }
}
