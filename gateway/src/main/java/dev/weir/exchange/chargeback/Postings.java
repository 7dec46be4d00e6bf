package dev.weir.exchange.chargeback;

import dev.weir.base.money.Currency;
import dev.weir.base.wire.SheetLines;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A month's chargeback as a document for the organisation's books: what is charged, as debits of
/// the payers' accounts and one credit of the platform's. Debit and credit are equal. Money given
/// back is a credit of its payer.
///
/// @param document the same for the same month, always
/// @param date the month's last day
public record Postings(YearMonth month, String document, LocalDate date, List<Posting> lines) {
  /// What the ledger is in.
  public static final String CURRENCY = Currency.USD;

  private static final List<String> COLUMNS =
      List.of(
          "period",
          "posting_date",
          "document",
          "account",
          "cost_centre",
          "debit",
          "credit",
          "currency",
          "text",
          "reference",
          "certainty");
  private static final BigDecimal NOTHING = new BigDecimal("0.00");

  public Postings {
    lines = List.copyOf(lines);
    if (sum(lines, true).compareTo(sum(lines, false)) != 0) {
      throw new IllegalStateException(
          "the postings of %s do not balance: debit %s, credit %s"
              .formatted(month, sum(lines, true), sum(lines, false)));
    }
  }

  /// What needs an account before there can be postings, by id; none as a rule.
  public static List<String> withoutAccount(Chargeback month, CostAccounts accounts) {
    List<String> missing = new ArrayList<>(month.withoutAccount());
    if (accounts.platform().isEmpty()) {
      missing.add(CostAccount.PLATFORM);
    }
    return List.copyOf(missing);
  }

  /// @param chargeback has accounts for everything
  /// @param reference where a payer's part opens, and without a payer the whole month
  public static Postings of(
      Chargeback chargeback, CostAccounts accounts, Function<Optional<Payer>, String> reference) {
    YearMonth month = chargeback.month();
    CostAccount platform = accounts.platform().orElseThrow();
    List<Posting> lines = new ArrayList<>();
    for (Chargeback.Line line : chargeback.lines()) {
      if (line.treatment() == Chargeback.Treatment.POSTED && line.due().signum() != 0) {
        lines.add(posting(month, line, reference.apply(Optional.of(line.spend().payer()))));
      }
    }
    if (!lines.isEmpty()) {
      lines.add(relief(month, platform, lines, reference.apply(Optional.empty())));
    }
    return new Postings(month, "WEIR-" + month, month.atEndOfMonth(), lines);
  }

  private static Posting posting(YearMonth month, Chargeback.Line line, String reference) {
    CostAccount account = line.account().orElseThrow();
    Payer payer = line.spend().payer();
    String group = String.join(", ", line.spend().group());
    return new Posting(
        account.code().orElseThrow(),
        payer instanceof Payer.CostCentre centre ? centre.name() : account.costCentre().orElse(""),
        line.due().max(NOTHING),
        line.due().min(NOTHING).negate(),
        "GenAI %s %s%s"
            .formatted(
                month, account.name().orElse(payer.id()), group.isEmpty() ? "" : ": " + group),
        reference,
        line.certainty());
  }

  /// The other side of all these; as sure as the least sure of them.
  private static Posting relief(
      YearMonth month, CostAccount platform, List<Posting> lines, String reference) {
    BigDecimal charged = sum(lines, true).subtract(sum(lines, false));
    return new Posting(
        platform.code().orElseThrow(),
        platform.costCentre().orElse(""),
        charged.min(NOTHING).negate(),
        charged.max(NOTHING),
        "GenAI %s %s".formatted(month, platform.name().orElse("charged on")),
        reference,
        lines.stream().map(Posting::certainty).min(Comparator.naturalOrder()).orElseThrow());
  }

  public BigDecimal debit() {
    return sum(lines, true);
  }

  public BigDecimal credit() {
    return sum(lines, false);
  }

  private static BigDecimal sum(List<Posting> lines, boolean debit) {
    return lines.stream()
        .map(line -> debit ? line.debit() : line.credit())
        .reduce(NOTHING, BigDecimal::add);
  }

  /// One line a posting, for a spreadsheet or the organisation's books.
  public String csv() {
    SheetLines sheet = new SheetLines();
    sheet.add(COLUMNS);
    for (Posting line : lines) {
      sheet.add(
          List.of(
              month.toString(),
              date.toString(),
              document,
              line.account(),
              line.costCentre(),
              line.debit().toPlainString(),
              line.credit().toPlainString(),
              CURRENCY,
              line.text(),
              line.reference(),
              line.certainty().code()));
    }
    return sheet.toString();
  }
}
