package dev.weir.view.api;

import dev.weir.exchange.bill.BillHead;
import dev.weir.exchange.bill.BillLine;
import dev.weir.exchange.bill.Form;
import dev.weir.exchange.bill.Reading.Period;
import dev.weir.exchange.fetch.Report;
import dev.weir.exchange.fetch.Source;
import dev.weir.exchange.fetch.Standings;
import dev.weir.exchange.reconcile.BilledAs;
import dev.weir.exchange.reconcile.Days;
import dev.weir.exchange.reconcile.Question;
import dev.weir.exchange.reconcile.Reconcile;
import dev.weir.exchange.reconcile.Reconciliation;
import dev.weir.exchange.reconcile.Statement;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.price.PriceLookup;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// How a provider's ledger, usage and bills are compared.
///
/// @param provider as configured
/// @param forms that are taken; none = all
/// @param asked what bills call things; where it says nothing, what is configured holds
/// @param credit what the bill should give back, if that was agreed
/// @param source whose fetched usage and bills alone are taken; empty = all there are
record Comparison(
    String provider,
    Set<Form> forms,
    BilledAs asked,
    Optional<BigDecimal> credit,
    Optional<Source> source) {

  /// Where nothing is said of names.
  static Comparison of(String provider) {
    return new Comparison(provider, Set.of(), BilledAs.ITSELF, Optional.empty(), Optional.empty());
  }

  /// Of what a source has fetched.
  static Comparison of(Source source) {
    return new Comparison(
        source.provider(),
        Set.of(),
        new BilledAs(Set.of(source.vendor().code()), Set.of(), Map.of(), Map.of()),
        Optional.empty(),
        Optional.of(source));
  }

  Reconciliation of(RunningGateway gateway, Days days) {
    return Reconcile.of(question(gateway, days));
  }

  /// What is compared: the ledger, usages and bills of some days and their neighbours.
  Question question(RunningGateway gateway, Days days) {
    String priced = gateway.priceName().of(provider);
    BilledAs said = said(gateway);
    // What is told beside the gateway under the shared name has no account.
    String beside = said.accounts().isEmpty() ? priced : provider;
    return new Question(
        days,
        gateway.queries().sums().of(provider, beside, days.withNeighbours()),
        statements(gateway, said, days.withNeighbours()),
        said.keys(),
        credit,
        model(gateway.books().inForce().prices(), said.models(), priced, days));
  }

  /// What is asked with, else what is configured for the provider, else what goes without saying:
  /// its own names, and the keys that its sources of bills say are the gateway's.
  private BilledAs said(RunningGateway gateway) {
    BilledAs configured = gateway.billedAs().apply(provider);
    Map<String, String> keys = new HashMap<>(configured.keys());
    gateway.fetching().standings().lines().stream()
        .map(Standings.Line::source)
        .filter(each -> each.provider().equals(provider))
        .flatMap(each -> each.gatewayKeys().stream())
        .forEach(id -> keys.putIfAbsent(id, ""));
    Set<String> own = new HashSet<>(List.of(provider, gateway.priceName().of(provider)));
    return asked
        .or(new BilledAs(configured.names(), configured.accounts(), keys, configured.models()))
        .or(new BilledAs(own, Set.of(), Map.of(), Map.of()));
  }

  /// The bills and usages in force that tell of some days.
  private List<Statement> statements(RunningGateway gateway, BilledAs said, Days days) {
    Set<String> others = said.accounts().isEmpty() ? accountsOfOthers(gateway) : Set.of();
    boolean shared = !said.accounts().isEmpty() || !others.isEmpty();
    List<Statement> statements = new ArrayList<>();
    for (BillHead bill : gateway.bills().all()) {
      boolean meets =
          bill.period().from().isBefore(days.to()) && bill.period().to().isAfter(days.from());
      if (bill.isInForce()
          && meets
          && isTaken(bill)
          && source.map(Source::name).filter(name -> !name.equals(bill.who())).isEmpty()
          && bill.providers().stream().anyMatch(said::calls)) {
        List<BillLine> lines =
            gateway.bills().lines(bill).stream()
                .filter(line -> said.has(line.payer()) && !BilledAs.isOf(others, line.payer()))
                .toList();
        // A bill of other accounts alone says nothing of these.
        if (!shared || !lines.isEmpty()) {
          statements.add(new Statement(bill.form(), bill.file(), bill.period(), lines));
        }
      }
    }
    gateway.fetching().standings().lines().stream()
        .filter(line -> said.calls(line.source().vendor().code()))
        .filter(line -> source.isEmpty() || source.get().name().equals(line.source().name()))
        .forEach(line -> statements.addAll(idle(line, days)));
    return statements;
  }

  /// What others that have the same name in the price book say is theirs.
  private Set<String> accountsOfOthers(RunningGateway gateway) {
    String priced = gateway.priceName().of(provider);
    return gateway.routes().get().providers().stream()
        .filter(each -> each.prices().equals(priced) && !each.name().equals(provider))
        .flatMap(each -> gateway.billedAs().apply(each.name()).accounts().stream())
        .collect(Collectors.toSet());
  }

  /// Days of which a vendor has said that there is nothing.
  private static List<Statement> idle(Standings.Line line, Days days) {
    return switch (line.report()) {
      case Report.Exports _ -> List.of();
      case Report.Daily daily ->
          line.standing().idle().stream()
              .filter(days::has)
              .sorted()
              .map(day ->
                  new Statement(
                      daily.form(),
                      line.source().name() + "/" + daily.name(),
                      new Period(day, day.plusDays(1)),
                      List.of()))
              .toList();
    };
  }

  /// A form that was asked for leaves out the others of its kind, and nothing of the other kind.
  private boolean isTaken(BillHead bill) {
    return forms.contains(bill.form())
        || forms.stream().noneMatch(form -> form.kind() == bill.kind());
  }

  /// What somebody says they have in common, else the model that the price book's patterns find.
  private static UnaryOperator<String> model(
      PriceBook book, Map<String, String> models, String priced, Days days) {
    Instant at = days.from().atStartOfDay(ZoneOffset.UTC).toInstant();
    return name -> {
      String own = models.getOrDefault(name, name);
      return book.find(priced, own, at) instanceof PriceLookup.Priced found
          ? found.tariff().model()
          : own;
    };
  }
}
