package dev.weir.flow.ledger;

import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Entry.Armed;
import dev.weir.flow.entry.Entry.Corrected;
import dev.weir.flow.entry.Entry.Ended;
import dev.weir.flow.entry.Entry.Expired;
import dev.weir.flow.entry.Entry.Joined;
import dev.weir.flow.entry.Entry.Released;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.entry.Entry.Settled;
import dev.weir.flow.entry.Entry.Snapshot;
import dev.weir.flow.policy.Hold;
import dev.weir.flow.rule.RuleBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Everything the ledger knows, as a fold over the journal's entries: the running process and
/// recovery apply the same entries by the same code, so that a balance is what its entries say.
/// Owner: [Ledger], under its lock.
final class State {
  /// Most items of a kind in one snapshot entry.
  private static final int PART = 256;

  private static final String RULES = "rules";

  private final Balances balances = new Balances();
  private final Map<AttemptId, Reserved> open = new HashMap<>();
  private final Set<String> armed = new HashSet<>();
  private Instant latest = Instant.EPOCH;

  /// Parts of a snapshot whose last one has not come.
  private final List<Snapshot> parts = new ArrayList<>();

  Balances balances() {
    return balances;
  }

  Collection<Reserved> open() {
    return open.values();
  }

  /// Counters that have counted every call since they were armed.
  Set<String> armed() {
    return armed;
  }

  boolean isOpen(AttemptId id) {
    return open.containsKey(id);
  }

  /// The reservation of an attempt under way.
  Reserved openReservation(AttemptId id) {
    Reserved reserved = open.get(id);
    if (reserved == null) {
      throw new IllegalStateException("ledger: " + id + " is not open");
    }
    return reserved;
  }

  /// The latest instant any entry names or anything was decided by; acceptance never steps behind
  /// it.
  Instant latest() {
    return latest;
  }

  void apply(Entry entry) {
    step(entry.at());
    if (!(entry instanceof Snapshot)) {
      parts.clear(); // the rest of that snapshot was lost
    }
    switch (entry) {
      case Reserved reserved -> reserve(reserved);
      case Joined joined -> join(joined);
      case Ended ended -> end(ended);
      case Corrected corrected -> corrected.differences().forEach(balances::correct);
      case Entry.Alerted alerted -> balances.alert(alerted.balance(), alerted.threshold());
      case Armed rule -> {
        balances.arm(rule.counter(), rule.measure(), rule.standings());
        armed.add(rule.counter());
      }
      case Snapshot snapshot -> load(snapshot);
      case Entry.BookOpened book -> opened(book);
      // What is spent beside the gateway, or by agreement, counts for no rule.
      case Entry.Recorded _, Entry.Voided _, Entry.FellDue _ -> {}
      case Entry.Refused _, Entry.Overrun _ -> {}
      case Entry.Drifted _, Entry.Bypassed _, Entry.ScopeGrew _ -> {}
      case Entry.Rerated rerated -> rerated.differences().forEach(balances::correct);
      case Entry.Retagged retagged -> retagged.differences().forEach(balances::correct);
      case Entry.PeriodClosed _ -> {}
    }
  }

  private void reserve(Reserved reserved) {
    if (open.putIfAbsent(reserved.id(), reserved) != null) {
      throw new IllegalStateException("ledger: " + reserved.id() + " is reserved while it is open");
    }
    reserved.holds().forEach(balances::hold);
  }

  private void join(Joined joined) {
    Reserved before = openReservation(joined.id());
    List<Hold> holds = new ArrayList<>(before.holds());
    holds.addAll(joined.holds());
    open.put(joined.id(), before.withHolds(holds));
    joined.holds().forEach(balances::hold);
  }

  private void end(Ended ended) {
    Reserved reserved = openReservation(ended.id());
    // All amounts before the first change: what cannot be computed must not be half applied.
    long[] settled =
        reserved.holds().stream().mapToLong(hold -> settled(hold, reserved, ended)).toArray();
    open.remove(ended.id());
    for (int i = 0; i < settled.length; i++) {
      balances.end(reserved.holds().get(i), settled[i]);
    }
  }

  /// Nothing is accepted before this instant any more.
  void step(Instant at) {
    latest = at.isAfter(latest) ? at : latest;
  }

  private void opened(Entry.BookOpened book) {
    if (book.kind().equals(RULES)) {
      opened(book.at(), RuleBook.parse(book.content()));
    }
  }

  /// A rule that is not in the new book stops counting, so it must be armed again when it returns.
  void opened(Instant at, RuleBook book) {
    step(at);
    armed.removeIf(counter -> book.byCounter(counter).isEmpty());
  }

  /// What an ended attempt leaves on a balance, in the balance's own unit. An admitted call stays a
  /// request, however it ended; an expired one is charged all it held.
  private static long settled(Hold hold, Reserved reserved, Ended ended) {
    return switch (hold.measure()) {
      case CONCURRENT -> 0;
      case REQUESTS -> 1;
      case MONEY ->
          switch (ended) {
            case Settled it -> it.charge().total().picos();
            case Released _ -> 0;
            case Expired _ -> reserved.amount().picos();
          };
      case TOKENS ->
          switch (ended) {
            case Settled it -> Math.addExact(it.usage().input(), it.usage().output());
            case Released _ -> 0;
            case Expired _ -> reserved.tokens();
          };
    };
  }

  /// A snapshot counts only as a whole: a crash may have cut it, and then the state that led to it
  /// stands.
  private void load(Snapshot snapshot) {
    if (!parts.isEmpty() && !parts.getLast().at().equals(snapshot.at())) {
      parts.clear();
    }
    parts.add(snapshot);
    if (!snapshot.last()) {
      return;
    }
    balances.clear();
    open.clear();
    armed.clear();
    for (Snapshot part : parts) {
      part.balances().forEach(balances::load);
      part.open().forEach(this::reserve);
      armed.addAll(part.armed());
    }
    parts.clear();
  }

  /// This state as entries of bounded size; applying them to any state gives this one.
  List<Snapshot> snapshot(Instant at) {
    List<Entry.Standing> balancesLeft = balances.standings();
    List<Reserved> openLeft = List.copyOf(open.values());
    List<String> armedLeft = List.copyOf(armed);
    List<Snapshot> parts = new ArrayList<>();
    do {
      Snapshot part = new Snapshot(at, head(balancesLeft), head(openLeft), head(armedLeft), false);
      balancesLeft = rest(balancesLeft);
      openLeft = rest(openLeft);
      armedLeft = rest(armedLeft);
      parts.add(part);
    } while (!balancesLeft.isEmpty() || !openLeft.isEmpty() || !armedLeft.isEmpty());
    parts.set(parts.size() - 1, parts.getLast().asLast());
    return parts;
  }

  private static <T> List<T> head(List<T> list) {
    return list.subList(0, Math.min(PART, list.size()));
  }

  private static <T> List<T> rest(List<T> list) {
    return list.subList(Math.min(PART, list.size()), list.size());
  }
}
