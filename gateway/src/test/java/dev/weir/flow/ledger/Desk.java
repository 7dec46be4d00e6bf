package dev.weir.flow.ledger;

import dev.weir.base.money.Total;
import dev.weir.base.segment.MemoryDisk;
import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Course;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Timing;
import dev.weir.flow.identity.Principal;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.journal.Acknowledgement;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.journal.JournalConfig;
import dev.weir.flow.journal.JournalReader;
import dev.weir.flow.journal.QuietLog;
import dev.weir.flow.policy.Estimate;
import dev.weir.flow.policy.Offer;
import dev.weir.flow.policy.Question;
import dev.weir.flow.price.Content;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.price.PriceLookup;
import dev.weir.flow.price.Tariff;
import dev.weir.flow.rule.BalanceKey;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Match;
import dev.weir.flow.rule.Measure;
import dev.weir.flow.rule.Rule;
import dev.weir.flow.rule.RuleBook;
import dev.weir.flow.rule.Scope;
import dev.weir.flow.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;

/// A ledger on a table: a clock that is set by hand, a journal that is drained by hand, and calls
/// that cost ten picodollars an output token.
final class Desk {
  static final Instant NOW = Instant.parse("2026-03-15T10:00:00Z");
  private static final Tariff TARIFF = tariff();

  final JournalConfig config;
  final List<Alert> alerts = new ArrayList<>();
  MemoryDisk disk = new MemoryDisk();
  Instant now = NOW;
  Journal journal;
  Ledger ledger;
  LedgerOpening opening;
  RuleBook book = RuleBook.EMPTY;
  private final Map<CallId, Integer> attempts = new HashMap<>();

  Desk() {
    this(4_096);
  }

  /// @param inbox most entries that may wait
  Desk(int inbox) {
    config =
        new JournalConfig(
            JournalConfig.Mode.PROCESS,
            1 << 20,
            inbox,
            1024,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            false);
    open();
  }

  private void open() {
    journal = Journal.open(disk, config, () -> now, new QuietLog());
    opening = LedgerOpening.open(journal, () -> now, alerts::add);
    ledger = opening.ledger();
  }

  private static Tariff tariff() {
    String catalogue =
        """
        {"format": "weir-prices/1", "name": "flat", "models": [{"provider": "p", "id": "m", "prices": [
          {"meter": "output", "usd": "0.000000000010", "per": 1}, {"meter": "input", "usd": "0", "per": 1}]}],
         "contracts": []}\
        """;
    PriceBook prices = PriceBook.compile(List.of(Catalogue.parse(catalogue)));
    if (prices.find("p", "m", NOW) instanceof PriceLookup.Priced priced) {
      return priced.tariff();
    }
    throw new AssertionError("the model has a price");
  }

  /// Kills the process and starts another on what the disk kept, without rules yet.
  void restart() {
    drain();
    disk = disk.afterKill();
    open();
  }

  /// Restarts, and brings the same book into force.
  void restartWithBook() {
    restart();
    enforce(book);
  }

  void drain() {
    while (journal.drainOnce()) {
      journal.housekeepOnce();
    }
  }

  static Budget budget(String id, String window, long picos) {
    return Budget.of(id, Scope.EVERY_CALL, Window.parse(window), Total.of(picos));
  }

  static RuleBook book(Rule... rules) {
    List<Budget> budgets = new ArrayList<>();
    for (Rule rule : rules) {
      budgets.add((Budget) rule);
    }
    return RuleBook.of(budgets, List.of());
  }

  void enforce(Rule... rules) {
    enforce(book(rules));
  }

  void enforce(RuleBook next) {
    Marked marked = new Marked();
    Arming arming = arm(next, marked);
    drain();
    activate(arming, marked.position);
  }

  Arming arm(RuleBook next, Acknowledgement marked) {
    return ledger.arm(
        next, new Entry.BookOpened("rules", next.version(), now, "ada", next.json()), marked);
  }

  void activate(Arming arming, long mark) {
    List<Entry.Armed> past = arming.rules().stream().map(rule -> past(mark, rule)).toList();
    ledger.activate(arming, past);
    book = arming.next();
  }

  /// Where an arming's mark is.
  static final class Marked implements Acknowledgement {
    long position = -1;

    @Override
    public Executor executor() {
      return Runnable::run;
    }

    @Override
    public void durable(long at) {
      position = at;
    }

    @Override
    public void failed(String reason) {
      throw new AssertionError(reason);
    }
  }

  /// What a rule would have counted, from the journal's entries before a position.
  private Entry.Armed past(long mark, Rule rule) {
    Map<AttemptId, Entry.Reserved> reserved = new HashMap<>();
    Map<BalanceKey, Total> sums = new HashMap<>();
    RuleBook only = book(rule);
    try (JournalReader reader = journal.read(0)) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        if (next.get().position() >= mark) {
          break;
        }
        switch (next.get().entry()) {
          case Entry.Reserved it -> reserved.put(it.id(), it);
          case Entry.Ended it -> {
            Entry.Reserved of = Objects.requireNonNull(reserved.get(it.id()));
            long picos =
                switch (it) {
                  case Entry.Settled settled -> settled.charge().total().picos();
                  case Entry.Expired _ -> of.amount().picos();
                  case Entry.Released _ -> 0;
                };
            for (Match match : only.matching(JudgedTags.of(of), of.at())) {
              BalanceKey key = match.balance(of.at());
              if (key.slice() >= rule.window().firstSlice(ledger.acceptance())) {
                sums.merge(key, Total.of(picos), Total::plus);
              }
            }
          }
          default -> {}
        }
      }
    }
    List<Entry.Standing> standings = new ArrayList<>();
    sums.forEach((key, sum) -> standings.add(new Entry.Standing(key, Measure.MONEY, sum, 0)));
    return new Entry.Armed(rule.counter(), now, Measure.MONEY, standings);
  }

  static CallFacts facts(String useCase) {
    return new CallFacts(
        new Principal("key_a", Tags.of(Map.of("use_case", useCase)), false),
        "openai.chat",
        "m",
        false,
        "primary",
        Optional.empty(),
        10);
  }

  /// The first attempt of a new call.
  Proposal proposal(String useCase, long outputTokens) {
    return proposal(new CallId(1, attempts.size() + 1), useCase, outputTokens);
  }

  /// The next attempt of a call.
  private Proposal proposal(CallId call, String useCase, long outputTokens) {
    CallFacts facts = facts(useCase);
    Estimate estimate =
        new Estimate(
            "m", Optional.of(TARIFF), 0, outputTokens, 1, "", Content.ANYTHING, Optional.empty());
    return new Proposal(
        call,
        attempts.merge(call, 1, Integer::sum),
        facts,
        "p",
        "m",
        Course.first("openai.chat"),
        "prices",
        (rules, at) ->
            new Question(
                Optional.empty(),
                useCase,
                new Offer("m", estimate, rules.matching(JudgedTags.of(facts, "p", "m"), at)),
                List.of(),
                Map.of(),
                Optional.of("a test")));
  }

  /// Asks for a call that may cost `picos`.
  Admission ask(long picos) {
    return ledger.admit(proposal("claims", picos / 10), Acknowledgement.NONE);
  }

  /// Asks for another attempt of a call.
  Admission askAgain(Entry.Reserved before, long picos) {
    return ledger.admit(proposal(before.call(), "claims", picos / 10), Acknowledgement.NONE);
  }

  /// A call that must pass.
  Entry.Reserved admitted(long picos) {
    return admitted(ask(picos));
  }

  /// Another attempt of a call, which must pass.
  Entry.Reserved admittedAgain(Entry.Reserved before, long picos) {
    return admitted(askAgain(before, picos));
  }

  private static Entry.Reserved admitted(Admission admission) {
    return switch (admission) {
      case Admission.Admitted it -> it.reserved();
      case Admission.Refused it -> throw new AssertionError(it.refusal().message());
    };
  }

  void settle(Entry.Reserved reserved, long picos) {
    ledger.end(settled(reserved, picos));
  }

  Entry.Settled settled(Entry.Reserved reserved, long picos) {
    Usage usage = Usage.of(0, picos / 10, Provenance.REPORTED);
    return new Entry.Settled(
        reserved.call(),
        reserved.attempt(),
        now,
        usage,
        TARIFF.charge(usage, ""),
        "m",
        "",
        "",
        "",
        "",
        200,
        Ending.COMPLETE,
        Timing.NONE);
  }

  void release(Entry.Reserved reserved) {
    ledger.end(
        new Entry.Released(
            reserved.call(), reserved.attempt(), now, 0, Ending.NOT_SENT, "", Timing.NONE));
  }

  /// Spends at once.
  void spend(long picos) {
    settle(admitted(picos), picos);
  }

  RuleStanding standing(String rule) {
    return ledger.standingsOf(facts("claims").principal().tags()).stream()
        .filter(it -> it.rule().id().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  long spent(String rule) {
    return standing(rule).settled().saturated();
  }

  long held(String rule) {
    return standing(rule).reserved().saturated();
  }

  List<String> told() {
    return alerts.stream()
        .map(alert ->
            switch (alert) {
              case Alert.ThresholdPassed it -> it.budget().id() + " " + it.entry().threshold();
              case Alert.ModelDrifted it -> "drift to " + it.entry().now();
              case Alert.KeyBypassed it -> "bypass by " + it.entry().key();
              case Alert.ScopeGrown it -> "scope of " + it.entry().useCase();
              case Alert.OverrunSeen it -> "overrun " + it.entry().charged();
            })
        .toList();
  }
}
