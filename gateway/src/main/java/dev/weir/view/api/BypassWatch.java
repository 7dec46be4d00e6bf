package dev.weir.view.api;

import dev.weir.exchange.bill.BillLine;
import dev.weir.exchange.bill.Kind;
import dev.weir.exchange.fetch.Source;
import dev.weir.exchange.reconcile.Book;
import dev.weir.exchange.reconcile.Cause;
import dev.weir.exchange.reconcile.Days;
import dev.weir.exchange.reconcile.Question;
import dev.weir.exchange.reconcile.Reconcile;
import dev.weir.exchange.reconcile.Row;
import dev.weir.exchange.reconcile.Statement;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.ledger.Alert;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Tells of keys that were used beside the gateway, as soon as a provider's usage says so: what a
/// reconciliation finds of the last days, once for each key and day. Blocks.
public final class BypassWatch {
  private static final int DAYS = 3;
  private static final Duration LOADED_WITHIN = Duration.ofMinutes(1);

  private final RunningGateway gateway;

  public BypassWatch(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /// Compares what a source has fetched with the ledger. Without the gateway's own keys there
  /// nobody can be told apart, and without the whole ledger it is left to the next fetch.
  public void look(Source source) throws InterruptedException {
    if (source.gatewayKeys().isEmpty()
        || !gateway.loader().awaitLoaded(gateway.journal().durablePosition(), LOADED_WITHIN)) {
      return;
    }
    LocalDate today = LocalDate.ofInstant(gateway.clock().instant(), ZoneOffset.UTC);
    Comparison comparison = Comparison.of(source);
    today
        .minusDays(DAYS)
        .datesUntil(today)
        .forEach(day -> look(comparison, new Days(day, day.plusDays(1))));
  }

  private void look(Comparison comparison, Days day) {
    Question question = comparison.question(gateway, day);
    Set<String> strange = new TreeSet<>(strange(Reconcile.of(question).rows()));
    if (strange.isEmpty()) {
      return;
    }
    strange.removeAll(gateway.queries().raised().bypassed(comparison.provider(), day.from()));
    List<BillLine> used =
        question.statements().stream()
            .filter(statement -> statement.kind() == Kind.USAGE)
            .map(Statement::lines)
            .flatMap(List::stream)
            .filter(line -> day.has(LocalDate.ofInstant(line.span().from(), ZoneOffset.UTC)))
            .toList();
    for (String key : strange) {
      List<BillLine> by = used.stream().filter(line -> line.payer().key().equals(key)).toList();
      Entry.Bypassed entry =
          new Entry.Bypassed(
              gateway.clock().instant(),
              comparison.provider(),
              key,
              day.from(),
              sum(by.stream().filter(line -> line.what().meter().equals("request")).toList()),
              sum(by.stream().filter(BypassWatch::isTokens).toList()));
      gateway.ledger().seen(new Alert.KeyBypassed(entry));
    }
  }

  private static Set<String> strange(List<Row> rows) {
    return rows.stream()
        .filter(row ->
            row.parts().stream()
                .anyMatch(part -> part.cause() == Cause.BYPASS && part.against() == Book.USAGE))
        .map(row -> row.place().key())
        .collect(Collectors.toSet());
  }

  private static boolean isTokens(BillLine line) {
    return line.amount().filter(amount -> amount.unit().equals("tokens")).isPresent();
  }

  private static long sum(List<BillLine> lines) {
    return lines.stream()
        .flatMap(line -> line.amount().stream())
        .map(BillLine.Amount::quantity)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .longValue();
  }
}
