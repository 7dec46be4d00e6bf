package dev.weir.view.api;

import dev.weir.exchange.chargeback.Chargeback;
import dev.weir.exchange.chargeback.ChargebackText;
import dev.weir.exchange.chargeback.CostAccount;
import dev.weir.exchange.chargeback.CostAccounts;
import dev.weir.exchange.chargeback.Payer;
import dev.weir.exchange.chargeback.Posting;
import dev.weir.exchange.chargeback.Postings;
import dev.weir.exchange.reconcile.Certainty;
import dev.weir.value.envelope.Months;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.report.Dimension;
import dev.weir.view.report.ReportRange;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A month's spend, shared out to those who bear it.
final class ChargebackRoutes {
  private static final String CSV = "text/csv; charset=utf-8";
  private static final Parameter MONTH =
      Parameter.text("month", "A month of UTC, as 2026-10; needed.");
  private static final Parameter BY =
      Parameter.texts(
          "by", "Dimensions of reports that tell a payer's lines apart, separated by commas.");
  private static final Parameter FORMAT = Parameter.text("format", "json (default) or csv.");

  private final RunningGateway gateway;
  private final Changes changes;
  private final Confirming confirming;

  ChargebackRoutes(RunningGateway gateway, Changes changes, Confirming confirming) {
    this.gateway = gateway;
    this.changes = changes;
    this.confirming = confirming;
  }

  /// @param over whether the month has ended
  /// @param totalUsd of the lines, exactly; without `payer` the report's cost of the month, as long
  ///   as no month is closed
  /// @param restatedUsd the part of it that is about closed months before
  /// @param dueUsd of the lines, to the cent
  /// @param withoutAccount payers whose spend has no account yet
  record ChargebackPage(
      YearMonth month,
      String currency,
      List<String> by,
      boolean over,
      List<ChargebackLine> lines,
      BigDecimal totalUsd,
      BigDecimal restatedUsd,
      BigDecimal dueUsd,
      List<String> withoutAccount,
      Optional<String> incomplete) {}

  /// @param group a value per dimension
  /// @param estimatedUsd the part of the cost whose usage is a ratio or a bound
  /// @param unpriced attempts of which something has no price: their cost is too low
  /// @param dueUsd the cost to the cent, rounded so that all lines add up
  /// @param reference where the figure opens
  record ChargebackLine(
      String payer,
      Map<String, String> group,
      Optional<String> account,
      Optional<String> name,
      Optional<String> owner,
      Chargeback.Treatment treatment,
      BigDecimal costUsd,
      BigDecimal estimatedUsd,
      long unpriced,
      BigDecimal dueUsd,
      Certainty certainty,
      String reference) {}

  /// @param informationalUsd what is only shown, and so in no posting
  record PostingsPage(
      YearMonth month,
      String document,
      LocalDate postingDate,
      String currency,
      List<Posting> postings,
      BigDecimal debitUsd,
      BigDecimal creditUsd,
      BigDecimal informationalUsd) {}

  List<Endpoint> all() {
    FromLedger ledger = FromLedger.of(gateway);
    return List.of(
        Endpoint.get("chargeback", "/api/v1/chargeback", "A month's spend by who bears it.")
            .asks(
                MONTH,
                BY,
                Parameter.text("payer", "Only its lines: cost_centre=NAME, shared=NAME …"),
                FORMAT)
            .answers(ChargebackPage.class)
            .does(ledger.does(this::chargeback)),
        Endpoint.get(
                "postings",
                "/api/v1/chargeback/postings",
                "What of a month is charged, as debits and credits for the organisation's books.")
            .asks(MONTH, BY, FORMAT)
            .answers(PostingsPage.class)
            .does(ledger.does(this::postings)));
  }

  private Answer chargeback(Inquiry inquiry, Optional<String> missing) {
    YearMonth month = month(inquiry);
    List<Dimension> by = by(inquiry);
    Chargeback all = chargeback(inquiry, by, AccountRoutes.inForce(changes));
    Chargeback asked = inquiry.asked("payer").map(id -> all.only(Payer.parse(id))).orElse(all);
    return isCsv(inquiry)
        ? new Answer.Text(200, CSV, ChargebackText.csv(asked, labels(by)))
        : Answer.of(page(asked, labels(by), isOver(month, inquiry), missing));
  }

  private Chargeback chargeback(Inquiry inquiry, List<Dimension> by, CostAccounts accounts) {
    YearMonth month = month(inquiry);
    return Chargeback.of(
        month,
        gateway
            .queries()
            .payers()
            .of(month, gateway.closing().periods().closed(), accounts, by)
            .stream()
            .map(spend -> spend.in(Ranges.seen(inquiry, by, spend.group())))
            .toList(),
        accounts,
        confirming.least(month));
  }

  static ReportRange range(Months months) {
    return new ReportRange(months.from(), months.to(), ZoneOffset.UTC);
  }

  private static ChargebackPage page(
      Chargeback chargeback, List<String> by, boolean over, Optional<String> missing) {
    return new ChargebackPage(
        chargeback.month(),
        Postings.CURRENCY,
        by,
        over,
        chargeback.lines().stream().map(line -> line(chargeback.month(), by, line)).toList(),
        chargeback.total(),
        chargeback.restated(),
        chargeback.due(),
        chargeback.withoutAccount(),
        missing);
  }

  private static ChargebackLine line(YearMonth month, List<String> by, Chargeback.Line line) {
    Map<String, String> group = new LinkedHashMap<>();
    for (int i = 0; i < by.size(); i++) {
      group.put(by.get(i), line.spend().group().get(i));
    }
    return new ChargebackLine(
        line.spend().payer().id(),
        group,
        line.account().flatMap(CostAccount::code),
        line.account().flatMap(CostAccount::name),
        line.account().map(CostAccount::owner),
        line.treatment(),
        line.spend().cost().toUsd(),
        line.spend().estimated().toUsd(),
        line.spend().unpriced(),
        line.due(),
        line.certainty(),
        reference(month, Optional.of(line.spend().payer()), by));
  }

  private Answer postings(Inquiry inquiry, Optional<String> missing) {
    YearMonth month = month(inquiry);
    List<Dimension> by = by(inquiry);
    boolean csv = isCsv(inquiry);
    if (missing.isPresent()) {
      return Answer.unavailable("no postings of a part of the month: " + missing.get());
    }
    if (!isOver(month, inquiry)) {
      return new Answer.Fault(
          409,
          "month_open",
          "postings are of a whole month, and %s ends at %s, was asked at %s"
              .formatted(month, Months.of(month).to(), inquiry.now()));
    }
    CostAccounts accounts = AccountRoutes.inForce(changes);
    Chargeback chargeback = chargeback(inquiry, by, accounts);
    List<String> without = Postings.withoutAccount(chargeback, accounts);
    if (!without.isEmpty()) {
      return new Answer.Fault(
          409,
          "account_missing",
          "the postings of %s need an account of: %s".formatted(month, String.join(", ", without)));
    }
    Postings postings =
        Postings.of(chargeback, accounts, payer -> reference(month, payer, labels(by)));
    return csv ? new Answer.Text(200, CSV, postings.csv()) : Answer.of(page(chargeback, postings));
  }

  private static PostingsPage page(Chargeback chargeback, Postings postings) {
    return new PostingsPage(
        postings.month(),
        postings.document(),
        postings.date(),
        Postings.CURRENCY,
        postings.lines(),
        postings.debit(),
        postings.credit(),
        chargeback.informational());
  }

  private static boolean isOver(YearMonth month, Inquiry inquiry) {
    return !inquiry.now().isBefore(Months.of(month).to());
  }

  static YearMonth month(Inquiry inquiry) {
    return Ranges.month(inquiry)
        .orElseThrow(
            () -> new IllegalArgumentException("parameter 'month' is needed, a month as 2026-10"));
  }

  private static List<Dimension> by(Inquiry inquiry) {
    return inquiry.all("by").stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .filter(name -> !name.isBlank())
        .map(name -> Dimension.parse(name.strip()))
        .distinct()
        .toList();
  }

  private static List<String> labels(List<Dimension> by) {
    return by.stream().map(Dimension::label).toList();
  }

  private static boolean isCsv(Inquiry inquiry) {
    return switch (inquiry.asked("format").orElse("json")) {
      case "json" -> false;
      case "csv" -> true;
      case String other ->
          throw new IllegalArgumentException(
              "parameter 'format' is json or csv, was '%s'".formatted(other));
    };
  }

  /// Where an amount opens: the same lines again, of one payer or of all.
  private static String reference(YearMonth month, Optional<Payer> payer, List<String> by) {
    StringBuilder path = new StringBuilder("/api/v1/chargeback?month=" + month);
    payer.ifPresent(it -> path.append("&payer=").append(encoded(it.id())));
    if (!by.isEmpty()) {
      path.append("&by=").append(encoded(String.join(",", by)));
    }
    return path.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
