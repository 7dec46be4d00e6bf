package dev.weir.flow.ledger;

import dev.weir.base.money.Total;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Entry.Ended;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.entry.Entry.Settled;
import dev.weir.flow.entry.Entry.Standing;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.journal.Acknowledgement;
import dev.weir.flow.journal.Appended;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.policy.Alerts;
import dev.weir.flow.policy.Hold;
import dev.weir.flow.policy.Judge;
import dev.weir.flow.policy.Reservation;
import dev.weir.flow.policy.Verdict;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.rule.BalanceKey;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Match;
import dev.weir.flow.rule.Measure;
import dev.weir.flow.rule.Rule;
import dev.weir.flow.rule.RuleBook;
import dev.weir.flow.rule.Share;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Checks every rule a call matches and holds what it may cost, in one step; ends each hold exactly
/// once; writes both down. One lock, held for microseconds and never across I/O: an entry is
/// applied and handed to the journal under it, so the journal's order is that of the balances.
/// Thread-safe.
public final class Ledger {
  private final Object lock = new Object();

  /// Of the one thread that brings a rule book into force, held longer than [#lock].
  private final Object enforcing = new Object();

  private final State state;
  private final Journal journal;
  private final InstantSource clock;
  private final Consumer<Alert> alerts;
  private RuleBook rules;

  /// Rules that count but do not judge yet; see [#arm].
  private RuleBook arming = RuleBook.EMPTY;

  Ledger(
      State state, Journal journal, RuleBook rules, InstantSource clock, Consumer<Alert> alerts) {
    this.state = state;
    this.journal = journal;
    this.rules = rules;
    this.clock = clock;
    this.alerts = alerts;
  }

  /// Judges a call and, if it may pass, holds what it may cost. The acknowledgement tells when the
  /// reservation is durable; only then may the provider be called.
  public Admission admit(Proposal proposal, Acknowledgement durable) {
    synchronized (lock) {
      Instant at = now();
      Verdict verdict = Judge.judge(at, rules, proposal.question(rules, at), state.balances());
      return switch (verdict) {
        case Verdict.Refuse refuse -> refuse(proposal, at, refuse.refusal());
        case Verdict.Allow allow -> reserve(proposal, at, verdict, allow.reservation(), durable);
        case Verdict.Reshape reshape ->
            reserve(proposal, at, verdict, reshape.reservation(), durable);
        case Verdict.Substitute other ->
            reserve(proposal, at, verdict, other.reservation(), durable);
      };
    }
  }

  private Admission reserve(
      Proposal proposal,
      Instant at,
      Verdict verdict,
      Reservation reservation,
      Acknowledgement durable) {
    if (state.isOpen(proposal.id())) {
      throw new IllegalStateException("ledger: %s is open already".formatted(proposal.id()));
    }
    Reserved judged = proposal.reserved(at, verdict, reservation, rules.version());
    Reserved entry = judged.withHolds(withArming(judged));
    Appended appended = journal.append(entry, durable);
    if (appended instanceof Appended.Refused refused) {
      return refuse(proposal, at, Admission.noRoom(refused));
    }
    state.apply(entry);
    return new Admission.Admitted(entry, verdict);
  }

  /// Its holds, and those of the rules that count but do not judge yet.
  private List<Hold> withArming(Reserved reserved) {
    if (arming.rules().isEmpty()) {
      return reserved.holds();
    }
    List<Hold> holds = new ArrayList<>(reserved.holds());
    holds.addAll(holdsOf(arming, reserved));
    return holds;
  }

  /// What a reservation holds by the rules of a book, leaving out what it holds already.
  private static List<Hold> holdsOf(RuleBook book, Reserved reserved) {
    List<Hold> holds = new ArrayList<>();
    for (Match match : book.matching(JudgedTags.of(reserved), reserved.at())) {
      BalanceKey balance = match.balance(reserved.at());
      if (reserved.holds().stream().noneMatch(held -> held.balance().equals(balance))) {
        Measure measure = match.rule().measure();
        holds.add(new Hold(balance, measure, measure.held(reserved.amount(), reserved.tokens())));
      }
    }
    return holds;
  }

  private Admission refuse(Proposal proposal, Instant at, Refusal refusal) {
    boolean recorded =
        journal
            .append(proposal.refused(at, refusal, rules.version()), Acknowledgement.NONE)
            .accepted();
    return new Admission.Refused(refusal, recorded);
  }

  /// Writes down a call that was refused before it could be judged.
  ///
  /// @return whether the journal had room for it
  public boolean refused(Entry.Refused entry) {
    synchronized (lock) {
      return journal.append(entry, Acknowledgement.NONE).accepted();
    }
  }

  /// The instant of acceptance: the clock's, but never before one that has been used; none later is
  /// before this one.
  public Instant acceptance() {
    synchronized (lock) {
      return used(now());
    }
  }

  /// The latest instant any entry of the journal names; acceptance never steps behind it.
  public Instant latest() {
    synchronized (lock) {
      return state.latest();
    }
  }

  /// How far the clock stands behind the latest instant of any entry: it was set back, or was wrong
  /// then. Zero in the usual case.
  public Duration clockBehind() {
    Duration behind = Duration.between(clock.instant(), latest());
    return behind.isPositive() ? behind : Duration.ZERO;
  }

  /// What follows from an instant without an entry that names it must hold for all later ones.
  private Instant used(Instant at) {
    state.step(at);
    return at;
  }

  private Instant now() {
    Instant now = clock.instant();
    return now.isBefore(state.latest()) ? state.latest() : now;
  }

  /// Ends an attempt. Ending what is not open is a defect and throws [IllegalStateException]. An
  /// ending is never refused for lack of room; a journal that failed or is closed takes none, and
  /// the attempt is found open, and expires, at the next start.
  public void end(Ended entry) {
    if (!endIfOpen(entry)) {
      throw new IllegalStateException("ledger: %s is not open".formatted(entry.id()));
    }
  }

  /// As [#end], for whoever cannot know whether the attempt has ended; returns whether it had not.
  public boolean endIfOpen(Ended entry) {
    List<Alert> due;
    synchronized (lock) {
      if (!state.isOpen(entry.id())) {
        return false;
      }
      Reserved reserved = state.openReservation(entry.id());
      state.apply(entry);
      journal.appendEnding(entry, Acknowledgement.NONE);
      due = new ArrayList<>();
      if (entry instanceof Settled settled) {
        overrun(reserved, settled).ifPresent(due::add);
      }
      if (!(entry instanceof Entry.Released)) {
        alertsDue(reserved.holds(), now(), due);
      }
    }
    due.forEach(alerts);
    return true;
  }

  private Optional<Alert> overrun(Reserved reserved, Settled settled) {
    if (settled.charge().total().compareTo(reserved.amount()) <= 0) {
      return Optional.empty();
    }
    Entry.Overrun overrun =
        new Entry.Overrun(
            settled.call(),
            settled.attempt(),
            settled.at(),
            reserved.amount(),
            settled.charge().total());
    return Optional.of(overran(overrun, reserved.facts()));
  }

  private Alert overran(Entry.Overrun overrun, CallFacts facts) {
    noted(overrun); // who listens is told in any case
    return new Alert.OverrunSeen(overrun, facts);
  }

  private void alertsDue(List<Hold> holds, Instant at, List<Alert> due) {
    for (Hold hold : holds) {
      if (hold.measure() == Measure.MONEY) {
        rules
            .byCounter(hold.balance().rule())
            .ifPresent(rule -> alertsDue(rule, hold.balance(), at, due));
      }
    }
  }

  /// Tells of the window that counts now; what is booked to one that is over, nobody can act on.
  private void alertsDue(Rule rule, BalanceKey booked, Instant at, List<Alert> due) {
    if (!(rule instanceof Budget budget) || booked.slice() < budget.window().firstSlice(at)) {
      return;
    }
    Match match = new Match(budget, booked.rule(), booked.value());
    Total settled = state.balances().settled(match, at);
    Total limit = rules.limitOf(match, at);
    int told = state.balances().alerted(match, at);
    for (Share share :
        Alerts.due(
            settled,
            limit,
            budget.terms().alerts(),
            told == 0 ? Optional.empty() : Optional.of(new Share(told)))) {
      Entry.Alerted entry =
          new Entry.Alerted(match.balance(at), at, share.thousandths(), settled, limit);
      if (noted(entry)) {
        due.add(new Alert.ThresholdPassed(entry, budget));
      }
    }
  }

  /// Writes down what follows from others: a settlement must not fail because that finds no room. A
  /// threshold that is not written down stays due, until a later settlement finds room.
  private boolean noted(Entry entry) {
    if (!journal.append(entry, Acknowledgement.NONE).accepted()) {
      return false;
    }
    state.apply(entry);
    return true;
  }

  /// Writes down what was seen of a provider, and tells; also where the journal has no room.
  public void seen(Alert.Seen alert) {
    synchronized (lock) {
      noted(alert.entry());
    }
    alerts.accept(alert);
  }

  /// Replaces what is known of an ended attempt, on every balance that a rule in force, or one that
  /// is being armed, counts it on: in the slice in which the attempt was accepted. One that turns
  /// out to have cost more than it held is an overrun, as where that was known at its end.
  ///
  /// @return the entry that was written
  public Entry.Corrected correct(Correction correction, Acknowledgement durable) {
    List<Alert> due = new ArrayList<>();
    Entry.Corrected entry;
    synchronized (lock) {
      entry = correction.entry(now(), List.of(rules, arming));
      append(entry, durable);
      correction
          .overrun(entry.at())
          .map(overrun -> overran(overrun, correction.facts()))
          .ifPresent(due::add);
      alertsDue(entry.differences(), now(), due);
    }
    due.forEach(alerts);
    return entry;
  }

  /// Writes down what is about no attempt under way: a book in force, past charges priced anew.
  ///
  /// @param moved what it changes on balances
  public void note(Entry entry, List<Hold> moved, Acknowledgement durable) {
    List<Alert> due = new ArrayList<>();
    synchronized (lock) {
      append(entry, durable);
      alertsDue(moved, now(), due);
    }
    due.forEach(alerts);
  }

  /// Brings a rule book into force: [#arm], then [#activate]. Blocks until that is done; not to be
  /// called on an event loop. When it fails, the book before stays in force.
  public void enforce(RuleBook next, Entry.BookOpened opening, History history)
      throws InterruptedException {
    synchronized (enforcing) {
      Durability marked = new Durability();
      Arming fresh = arm(next, opening, marked);
      long mark = marked.await();
      List<Entry.Armed> past = new ArrayList<>();
      for (Rule rule : fresh.rules()) {
        past.add(history.upTo(mark, rule, acceptance()));
      }
      activate(fresh, past);
    }
  }

  /// The first step: rules that count what no rule counted before hold and count from one entry of
  /// the journal on, the mark, which is the opening's.
  ///
  /// One book at a time: the next is not armed before this one is activated, or given up.
  ///
  /// @param opening with the book as its content
  /// @param marked told where the mark is
  public Arming arm(RuleBook next, Entry.BookOpened opening, Acknowledgement marked) {
    if (!opening.content().equals(next.json())) {
      throw new IllegalArgumentException("the opening of a rule book has another book's content");
    }
    RuleBook inForce;
    synchronized (lock) {
      inForce = rules;
    }
    // Outside of the lock: making a book of many rules takes long.
    RuleBook joining = next.only(rule -> inForce.byCounter(rule.counter()).isEmpty());
    synchronized (lock) {
      List<Rule> fresh =
          next.rules().stream().filter(rule -> !state.armed().contains(rule.counter())).toList();
      Map<String, List<Standing>> before = new HashMap<>();
      for (Rule rule : fresh) {
        before.put(rule.counter(), state.balances().standings(rule.counter()));
      }
      joinOpen(joining);
      require(journal.append(opening, marked));
      state.opened(opening.at(), next);
      arming = joining;
      return new Arming(next, fresh, before);
    }
  }

  /// The second step: with what ended before the mark, the fresh rules are exact, and the book
  /// judges.
  ///
  /// @param past for each fresh rule what ended before the mark
  public void activate(Arming fresh, List<Entry.Armed> past) {
    List<Alert> due = new ArrayList<>();
    synchronized (lock) {
      for (Entry.Armed before : past) {
        List<Standing> since = state.balances().standings(before.counter());
        append(fresh.exact(before, since, now()), Acknowledgement.NONE);
      }
      RuleBook replaced = rules;
      rules = fresh.next();
      arming = RuleBook.EMPTY;
      alertsOfChanged(replaced, due);
    }
    due.forEach(alerts);
  }

  /// A budget that is new, or whose limit has changed, may have passed a threshold without a call.
  private void alertsOfChanged(RuleBook replaced, List<Alert> due) {
    Instant at = now();
    boolean sameElse =
        replaced.raises().equals(rules.raises()) && replaced.rates().equals(rules.rates());
    for (Standing standing : state.balances().standings()) {
      rules
          .byCounter(standing.balance().rule())
          .filter(
              rule -> !sameElse || !replaced.byCounter(rule.counter()).equals(Optional.of(rule)))
          .ifPresent(rule -> alertsDue(rule, standing.balance(), at, due));
    }
  }

  /// Calls under way when a rule begins to count are counted by it as well.
  private void joinOpen(RuleBook fresh) {
    if (fresh.rules().isEmpty()) {
      return;
    }
    for (Reserved reserved : List.copyOf(state.open())) {
      List<Hold> holds = holdsOf(fresh, reserved);
      if (!holds.isEmpty()) {
        append(
            new Entry.Joined(reserved.call(), reserved.attempt(), now(), holds),
            Acknowledgement.NONE);
      }
    }
  }

  /// Appends the whole state, so that recovery need not read further back.
  public void snapshot() {
    synchronized (lock) {
      // Slices forgotten now must not count again when the clock steps back.
      Instant at = used(now());
      state.balances().prune(counter -> firstSlice(counter, at));
      journal.appendSnapshot(state.snapshot(at), Acknowledgement.NONE);
    }
  }

  /// An armed counter keeps everything while no book says what its window is: at start the journal
  /// is read before the books are.
  private long firstSlice(String counter, Instant at) {
    return Stream.of(rules, arming)
        .flatMap(book -> book.byCounter(counter).stream())
        .mapToLong(rule -> rule.window().firstSlice(at))
        .findFirst()
        .orElse(state.armed().contains(counter) ? Long.MIN_VALUE : Long.MAX_VALUE);
  }

  /// Dollars before the nearest stop, in picodollars, among the budgets in force that a call was
  /// held on; empty when on none.
  public Optional<Total> left(Reserved reserved) {
    synchronized (lock) {
      return figures(now()).left(reserved);
    }
  }

  /// The same among the budgets in force that a call with these tags counts against.
  public Optional<Total> left(Tags judged) {
    synchronized (lock) {
      return figures(now()).left(judged);
    }
  }

  /// What the rules that can apply to a principal's calls have counted by now. A rule that asks for
  /// the model, the provider or the purpose is among them, as it is not known before a call; one
  /// that counts for each value of such a tag has a standing for each it has counted for.
  public List<RuleStanding> standingsOf(Tags principal) {
    RuleBook book;
    Instant at;
    synchronized (lock) {
      book = rules;
      at = now();
    }
    List<Rule> concerning = book.concerning(principal, JudgedTags.OF_THE_CALL, at);
    synchronized (lock) {
      return new Figures(book, state.balances(), at).of(concerning, principal);
    }
  }

  /// What the rule of an id has counted by now, for each value of its `per`, or for the empty one.
  public List<RuleStanding> standings(String id) {
    synchronized (lock) {
      return figures(now()).of(id);
    }
  }

  private Figures figures(Instant at) {
    return new Figures(rules, state.balances(), at);
  }

  /// Attempts under way; a call can have more than one, as one may settle late.
  public int open() {
    synchronized (lock) {
      return state.open().size();
    }
  }

  private void append(Entry entry, Acknowledgement durable) {
    require(journal.append(entry, durable));
    state.apply(entry);
  }

  private static void require(Appended appended) {
    if (appended instanceof Appended.Refused refused) {
      throw new IllegalStateException("the journal does not take an entry: " + refused.message());
    }
  }
}
