package dev.weir.flow.edge;

import dev.weir.base.money.Total;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.ledger.RuleStanding;
import dev.weir.flow.rule.BalanceKey;
import dev.weir.flow.rule.Measure;
import dev.weir.flow.rule.Rule;
import dev.weir.flow.rule.RuleBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads the journal entry by entry and keeps its own account of it: who is open, what each rule
/// has counted, what each usage costs. Whatever does not add up is an [AssertionError].
final class Audit {
  private final Map<String, RuleBook> books;
  private final Map<String, Map<String, long[]>> prices;
  private final Map<String, Line> lines = new HashMap<>();
  private final Map<CallId, Integer> calls = new HashMap<>();
  private final Map<String, Count> counts = new HashMap<>();
  private final IdentityHashMap<Rule, Count> byRule = new IdentityHashMap<>();
  private final Set<CallId> refused = new HashSet<>();
  private final Set<String> alerted = new HashSet<>();
  private Instant latest = Instant.MIN;
  private int open;
  private int refusals;

  /// One attempt.
  static final class Line implements Count.Attempt {
    private final Entry.Reserved reserved;
    private final Map<String, String> tags = new HashMap<>();
    private Entry.@Nullable Ended ended;
    private long endPosition = Long.MAX_VALUE;

    Line(Entry.Reserved reserved) {
      this.reserved = reserved;
      reserved.facts().principal().tags().forEach(tag -> tags.put(tag.name(), tag.value()));
      tags.put("provider", reserved.provider());
      tags.put("model", reserved.model());
      tags.put("purpose", reserved.facts().purpose());
    }

    Entry.@Nullable Ended ended() {
      return ended;
    }

    @Override
    public Instant at() {
      return reserved.at();
    }

    @Override
    public Map<String, String> tags() {
      return tags;
    }

    @Override
    public long held(Measure measure) {
      return switch (measure) {
        case MONEY -> reserved.amount().picos();
        case TOKENS -> reserved.tokens();
        case REQUESTS, CONCURRENT -> 1;
      };
    }

    @Override
    public long settled(Measure measure) {
      if (measure == Measure.REQUESTS) {
        return 1;
      }
      if (measure == Measure.CONCURRENT) {
        return 0;
      }
      boolean money = measure == Measure.MONEY;
      return switch (ended) {
        case Entry.Settled it ->
            money ? it.charge().total().picos() : it.usage().input() + it.usage().output();
        case Entry.Expired _ -> held(measure);
        case Entry.Released _ -> 0;
        case null -> throw new AssertionError("still open: " + reserved.call());
      };
    }
  }

  /// @param books by version
  /// @param prices by version and model: picodollars of an input and of an output token
  Audit(Map<String, RuleBook> books, Map<String, Map<String, long[]>> prices) {
    this.books = books;
    this.prices = prices;
  }

  int open() {
    return open;
  }

  int admitted() {
    return calls.size();
  }

  /// Attempts beyond the first of their call.
  int further() {
    return lines.size() - calls.size();
  }

  int refusals() {
    return refusals;
  }

  /// By call and attempt: `call_….2`.
  Map<String, Line> lines() {
    return lines;
  }

  private static String name(Entry.OfAttempt entry) {
    return entry.call() + "." + entry.attempt();
  }

  boolean refused(CallId call) {
    return refused.contains(call);
  }

  Set<CallId> openCalls() {
    Set<CallId> calls = new HashSet<>();
    for (Line line : lines.values()) {
      if (line.ended == null) {
        calls.add(line.reserved.call());
      }
    }
    return calls;
  }

  void read(long position, Entry entry) {
    switch (entry) {
      case Entry.Reserved reserved -> reserved(reserved);
      case Entry.Ended ended -> ended(position, ended);
      case Entry.Refused it -> {
        refusals++;
        refused.add(it.call());
      }
      case Entry.Alerted it -> alerted(it);
      case Entry.BookOpened it -> {
        RuleBook book = books.get(it.version());
        if (book != null) {
          book.rules().forEach(this::count);
          // a rule that returns may tell again
          alerted.removeIf(
              key -> book.rules().stream().noneMatch(r -> key.startsWith(r.counter())));
        }
      }
      case Entry.Overrun _, Entry.Corrected _, Entry.Armed _, Entry.Joined _ -> {}
      case Entry.Drifted _, Entry.Bypassed _, Entry.ScopeGrew _ -> {}
      case Entry.Snapshot _ -> {}
      case Entry.Recorded _, Entry.Voided _ -> check(false, () -> "nobody told of it: " + entry);
      case Entry.Rerated _, Entry.Retagged _, Entry.PeriodClosed _, Entry.FellDue _ ->
          check(false, () -> "nobody ordered it: " + entry);
    }
  }

  private void reserved(Entry.Reserved reserved) {
    check(!reserved.at().isBefore(latest), () -> "acceptance stepped back: " + reserved);
    latest = reserved.at();
    Line line = new Line(reserved);
    check(lines.put(name(reserved), line) == null, () -> "admitted twice: " + name(reserved));
    int attempts = calls.getOrDefault(reserved.call(), 0) + 1;
    calls.put(reserved.call(), attempts);
    check(attempts == reserved.attempt(), () -> "an attempt out of turn: " + name(reserved));
    open++;
    for (Count count : counts.values()) {
      if (count.matches(line.tags)) {
        count.hold(line);
      }
    }
    RuleBook book = known(books.get(reserved.ruleBook()), "judged by an unknown book", reserved);
    for (Rule rule : book.rules()) {
      Count count = count(rule);
      if (rule.enforced() && count.matches(line.tags)) {
        String value = count.value(line.tags);
        long used = count.settled(value, reserved.at()) + count.reserved(value, reserved.at());
        long cap = new Count(rule).cap(book, value, reserved.at());
        check(
            used <= cap,
            () -> "%s stands at %d of %d with %s".formatted(rule.id(), used, cap, reserved));
      }
    }
  }

  private void ended(long position, Entry.Ended ended) {
    Line line = known(lines.get(name(ended)), "ended but never admitted", ended);
    check(line.ended == null, () -> "ended twice: " + line.ended + " and " + ended);
    line.ended = ended;
    line.endPosition = position;
    open--;
    if (ended instanceof Entry.Settled settled) {
      price(line.reserved, settled);
    }
    for (Count count : counts.values()) {
      if (count.matches(line.tags)) {
        count.end(line);
      }
    }
  }

  private void price(Entry.Reserved reserved, Entry.Settled settled) {
    Map<String, long[]> book =
        known(prices.get(reserved.priceBook()), "priced by an unknown book", reserved);
    long[] unit = known(book.get(reserved.model()), "an unknown model", reserved);
    Usage usage = settled.usage();
    long cost = usage.input() * unit[0] + usage.output() * unit[1];
    check(settled.charge().total().picos() == cost, () -> "costs %d: %s".formatted(cost, settled));
    boolean bounded = cost <= reserved.amount().picos();
    check(
        bounded || usage.provenance() == Provenance.REPORTED,
        () -> "Weir's own figure is beyond what was held: " + settled + " of " + reserved);
  }

  private void alerted(Entry.Alerted told) {
    boolean first = alerted.add(told.balance().rule() + told.balance() + "@" + told.threshold());
    check(first, () -> "told twice: " + told);
  }

  /// The account of a rule, made of all that happened so far when the rule is new.
  private Count count(Rule rule) {
    return byRule.computeIfAbsent(rule, this::counted);
  }

  private Count counted(Rule rule) {
    String what =
        rule.id() + "|" + rule.scope() + "|" + rule.window().text() + "|" + rule.measure();
    Count known = counts.get(what);
    if (known != null) {
      return known;
    }
    Count made = new Count(rule);
    for (Line line : lines.values()) {
      if (made.matches(line.tags)) {
        made.hold(line);
        if (line.ended != null) {
          made.end(line);
        }
      }
    }
    counts.put(what, made);
    return made;
  }

  /// What a loader in memory says of a rule: all that ended before a position.
  Entry.Armed past(long position, Rule rule, Instant at) {
    Count count = new Count(rule);
    Map<BalanceKey, Total> sums = new HashMap<>();
    for (Line line : lines.values()) {
      boolean counts =
          line.endPosition < position
              && count.matches(line.tags)
              && count.slice(line.at()) >= count.first(at);
      if (counts && rule.measure() != Measure.CONCURRENT) {
        sums.merge(
            new BalanceKey(rule.counter(), count.value(line.tags), count.slice(line.at())),
            Total.of(line.settled(rule.measure())),
            Total::plus);
      }
    }
    List<Entry.Standing> standings = new ArrayList<>();
    sums.forEach((key, sum) -> standings.add(new Entry.Standing(key, rule.measure(), sum, 0)));
    return new Entry.Armed(rule.counter(), at, rule.measure(), standings);
  }

  /// Compares what the ledger says of a rule with the auditor's sum.
  void compare(RuleStanding standing, Instant at) {
    Count count = count(standing.rule());
    long settled = count.settled(standing.value(), at);
    long reserved = count.reserved(standing.value(), at);
    check(
        standing.settled().equals(Total.of(settled))
            && standing.reserved().equals(Total.of(reserved)),
        () ->
            "%s for '%s': the ledger has settled %s and reserved %s, its entries %d and %d"
                .formatted(
                    standing.rule().id(),
                    standing.value(),
                    standing.settled(),
                    standing.reserved(),
                    settled,
                    reserved));
  }

  /// When everything has ended: each call once, and each of the provider's rows once.
  void close(Map<String, SimProvider.Row> provider) {
    check(open == 0, () -> "never ended: " + openCalls());
    Map<String, SimProvider.Row> rows = new TreeMap<>(provider);
    lines.forEach((attempt, line) -> {
      SimProvider.Row row = rows.remove(attempt);
      if (line.ended instanceof Entry.Settled settled) {
        boolean reported = settled.usage().provenance() == Provenance.REPORTED;
        if (row == null) {
          // given up before it was known that it was never sent
          check(!reported, () -> "the provider never saw it: " + settled);
          return;
        }
        check(
            !reported
                || (settled.usage().input() == row.input && settled.usage().output() == row.output),
            () -> "the provider served %d and %d: %s".formatted(row.input, row.output, settled));
        check(
            reported || !(row.billed && row.honest && row.delivered),
            () -> "the usage was given and not taken: " + settled);
      } else if (line.ended instanceof Entry.Released released) {
        check(row == null || !row.billed, () -> "released, but the provider bills it: " + released);
      }
    });
    rows.values().removeIf(row -> !row.billed);
    check(rows.isEmpty(), () -> "served without a reservation: " + rows.keySet());
  }

  private static <T> T known(@Nullable T found, String what, Entry entry) {
    if (found == null) {
      throw new AssertionError(what + ": " + entry);
    }
    return found;
  }

  private static void check(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new AssertionError(what.get());
    }
  }
}
