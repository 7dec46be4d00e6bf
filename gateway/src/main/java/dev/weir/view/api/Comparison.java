package dev.weir.view.api;

import dev.weir.exchange.bill.BillHead;
import dev.weir.exchange.bill.BillLine;
import dev.weir.exchange.bill.Form;
import dev.weir.exchange.bill.Reading.Period;
import dev.weir.exchange.fetch.Report;
import dev.weir.exchange.fetch.Source;
import dev.weir.exchange.fetch.Standings;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// How a provider's ledger, usage and bills are compared.
///
/// @param provider as configured
/// @param names of it in bills, in small letters; none = the configured and the price book's
/// @param forms that are taken; none = all
/// @param keys the provider's ids of the gateway's keys, each with the ledger's name of it; none =
///   those that are configured
/// @param models names of models in bills, each with the ledger's
/// @param credit what the bill should give back, if that was agreed
/// @param source whose fetched usage and bills alone are taken; empty = all there are
record Comparison(
    String provider,
    Set<String> names,
    Set<Form> forms,
    Map<String, String> keys,
    Map<String, String> models,
    Optional<BigDecimal> credit,
    Optional<Source> source) {

  /// Where nothing is said of names.
  static Comparison of(String provider) {
    return new Comparison(
        provider, Set.of(), Set.of(), Map.of(), Map.of(), Optional.empty(), Optional.empty());
  }

  /// Of what a source has fetched.
  static Comparison of(Source source) {
    return new Comparison(
        source.provider(),
        Set.of(source.vendor().code()),
        Set.of(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Optional.of(source));
  }

  Reconciliation of(RunningGateway gateway, Days days) {
    return Reconcile.of(question(gateway, days));
  }

  /// What is compared: the ledger, usages and bills of some days and their neighbours.
  Question question(RunningGateway gateway, Days days) {
    String priced = gateway.priceName().of(provider);
    return new Question(
        days,
        gateway.sums().of(provider, priced, days.withNeighbours()),
        statements(gateway, days.withNeighbours()),
        keys.isEmpty() ? configured(gateway) : keys,
        credit,
        model(gateway.books().inForce().prices(), priced, days));
  }

  /// The keys that sources of the provider say are the gateway's.
  private Map<String, String> configured(RunningGateway gateway) {
    return gateway.fetching().standings().lines().stream()
        .map(Standings.Line::source)
        .filter(each -> each.provider().equals(provider))
        .flatMap(each -> each.gatewayKeys().stream())
        .distinct()
        .collect(Collectors.toMap(id -> id, _ -> ""));
  }

  /// The bills and usages in force that tell of some days.
  private List<Statement> statements(RunningGateway gateway, Days days) {
    Set<String> called = names.isEmpty() ? usual(gateway) : names;
    List<Statement> statements = new ArrayList<>();
    for (BillHead bill : gateway.bills().all()) {
      boolean meets =
          bill.period().from().isBefore(days.to()) && bill.period().to().isAfter(days.from());
      if (bill.isInForce()
          && meets
          && isTaken(bill)
          && source.map(Source::name).filter(name -> !name.equals(bill.who())).isEmpty()
          && bill.providers().stream().anyMatch(name -> is(called, name))) {
        List<BillLine> lines =
            gateway.bills().lines(bill).stream()
                .filter(line -> is(called, line.payer().provider()))
                .toList();
        statements.add(new Statement(bill.form(), bill.file(), bill.period(), lines));
      }
    }
    gateway.fetching().standings().lines().stream()
        .filter(line -> called.contains(line.source().vendor().code()))
        .filter(line -> source.isEmpty() || source.get().name().equals(line.source().name()))
        .forEach(line -> statements.addAll(idle(line, days)));
    return statements;
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

  private Set<String> usual(RunningGateway gateway) {
    String configured = provider.toLowerCase(Locale.ROOT);
    String priced = gateway.priceName().of(provider).toLowerCase(Locale.ROOT);
    return configured.equals(priced) ? Set.of(configured) : Set.of(configured, priced);
  }

  /// A form that was asked for leaves out the others of its kind, and nothing of the other kind.
  private boolean isTaken(BillHead bill) {
    return forms.contains(bill.form())
        || forms.stream().noneMatch(form -> form.kind() == bill.kind());
  }

  private static boolean is(Set<String> names, String name) {
    return names.contains(name.toLowerCase(Locale.ROOT));
  }

  /// What somebody says they have in common, else the model that the price book's patterns find.
  private UnaryOperator<String> model(PriceBook book, String priced, Days days) {
    Instant at = days.from().atStartOfDay(ZoneOffset.UTC).toInstant();
    return name -> {
      String own = models.getOrDefault(name, name);
      return book.find(priced, own, at) instanceof PriceLookup.Priced found
          ? found.tariff().model()
          : own;
    };
  }
}
