package dev.weir.flow.pace;

import dev.weir.base.http.Headers;
import dev.weir.flow.pace.Entrance.Full;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where calls pass on their way to models that share a limit. Thread-safe: one lock, held for a
/// moment and never while somebody is told. Instants are nanoseconds of a clock that never goes
/// back.
final class Gate {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration CLOSED_MAX = Duration.ofMinutes(10);
  private static final int TOO_MANY = 429;

  /// Nobody is asked to come back sooner.
  private static final long LEAST_NANOS = 1_000_000_000L;

  /// As long as only somebody who leaves makes room.
  private static final long UNTIL_ONE_LEAVES = Long.MAX_VALUE;

  private final String name;
  private final PaceRules rules;
  private final PaceRules.Limit limit;
  private final Ceiling ceiling;
  private final Map<Quantity, Bucket> buckets = new EnumMap<>(Quantity.class);
  private final Line line = new Line();
  private final List<Displaced> displaced = new ArrayList<>();
  private final Habit habit = new Habit();
  private int underWay;
  private long closedUntil;
  private long wakesAt = Long.MAX_VALUE;

  /// @param name `provider/model` or what else it is for, for people
  Gate(String name, PaceRules rules, PaceRules.Limit limit, long now) {
    this.name = name;
    this.rules = rules;
    this.limit = limit;
    this.ceiling = new Ceiling(limit.concurrency());
    this.closedUntil = now;
    if (limit.requestsPerMinute() > 0) {
      buckets.put(Quantity.REQUESTS, new Bucket(limit.requestsPerMinute(), MINUTE, now));
    }
    if (limit.tokensPerMinute() > 0) {
      buckets.put(Quantity.TOKENS, new Bucket(limit.tokensPerMinute(), MINUTE, now));
    }
  }

  boolean isBy(@Nullable PaceRules others) {
    return rules.equals(others);
  }

  /// Lets it pass, has it wait, or says why it can do neither. Whoever has somebody wait asks for
  /// [#admit] afterwards, for when to come back.
  synchronized Entrance enter(Ticket ticket, long now) {
    long wait = wait(ticket, now);
    if (line.size() == 0 && wait == 0) {
      pass(ticket, now);
      return new Entrance.Free();
    }
    if (isHopeless(wait, now)) {
      return full(reason(ticket, now), wait);
    }
    if (line.size() >= rules.waitingMax() && !displace(ticket, now)) {
      return full("%d calls wait for it already".formatted(line.size()), wait);
    }
    line.add(ticket);
    return new Entrance.Waiting(rules.waitMax());
  }

  /// Whether the room cannot come in the time that anybody waits. Those under way may give back
  /// more than is known.
  private boolean isHopeless(long wait, long now) {
    long most = rules.waitMax().toNanos();
    return closedUntil - now > most || (underWay == 0 && wait > most);
  }

  /// Has the last in the line leave it for somebody who goes before it.
  private boolean displace(Ticket ticket, long now) {
    Optional<Ticket> worst = line.worse(ticket);
    worst.ifPresent(each -> leaveLine(each, "others go before it", now));
    return worst.isPresent();
  }

  private void leaveLine(Ticket ticket, String why, long now) {
    line.remove(ticket);
    ticket.goes();
    displaced.add(new Displaced(ticket, full(why, wait(ticket, now))));
  }

  private Full full(String why, long wait) {
    long after = wait == UNTIL_ONE_LEAVES ? 0 : wait;
    return new Full(
        "the limits of %s leave no room: %s".formatted(name, why),
        Duration.ofNanos(Math.max(after, LEAST_NANOS)));
  }

  private static String seconds(long nanos) {
    return Math.ceilDiv(nanos, 1_000_000_000L) + " s";
  }

  /// Who has waited too long, or leaves, gives up its place. False if it may pass meanwhile.
  synchronized boolean withdraw(Ticket ticket) {
    if (!ticket.isWaiting()) {
      return false;
    }
    line.remove(ticket);
    ticket.goes();
    return true;
  }

  /// Why somebody who waits is not let pass, and when that may be over.
  synchronized Full late(Ticket ticket, long now) {
    return full(
        "the call waited %s, as %s"
            .formatted(seconds(rules.waitMax().toNanos()), reason(ticket, now)),
        wait(ticket, now));
  }

  private String reason(Ticket ticket, long now) {
    if (closedUntil > now) {
      return "it asks for nothing for another " + seconds(closedUntil - now);
    }
    if (!ceiling.hasRoom(underWay)) {
      return underWay + " are under way";
    }
    return buckets.entrySet().stream()
        .filter(each -> each.getValue().wait(amount(each.getKey(), ticket), now) > 0)
        .findFirst()
        .map(each ->
            "%s of a limit of %.0f are used up"
                .formatted(each.getKey().code(), each.getValue().capacity()))
        .orElse("others go before it");
  }

  /// Those who may pass now, and when somebody has to look again, unless that is known.
  ///
  /// @param displaced those whose places others have got
  record Admitted(List<Ticket> passed, List<Displaced> displaced, Optional<Look> lookAgain) {}

  record Displaced(Ticket ticket, Full why) {}

  /// @param due when, for [#isDue]
  record Look(Duration after, long due) {}

  synchronized Admitted admit(long now) {
    List<Ticket> passed = new ArrayList<>();
    Optional<Ticket> first = line.first();
    while (first.isPresent() && wait(first.get(), now) == 0) {
      line.passes(first.get(), 1 + cost(first.get()));
      pass(first.get(), now);
      passed.add(first.get());
      first = line.first();
    }
    List<Displaced> gone = List.copyOf(displaced);
    displaced.clear();
    return new Admitted(passed, gone, first.flatMap(ticket -> lookAgain(ticket, now)));
  }

  private Optional<Look> lookAgain(Ticket first, long now) {
    long wait = wait(first, now);
    if (wait == UNTIL_ONE_LEAVES || now + wait >= wakesAt) {
      return Optional.empty();
    }
    wakesAt = now + wait;
    return Optional.of(new Look(Duration.ofNanos(wait), wakesAt));
  }

  /// Somebody has come to look; false if that has been put forward, and another comes.
  synchronized boolean isDue(long due) {
    if (wakesAt != due) {
      return false;
    }
    wakesAt = Long.MAX_VALUE;
    return true;
  }

  /// Nanoseconds until it has room for the call.
  private long wait(Ticket ticket, long now) {
    if (!ceiling.hasRoom(underWay)) {
      return UNTIL_ONE_LEAVES;
    }
    long wait = Math.max(0, closedUntil - now);
    for (Map.Entry<Quantity, Bucket> each : buckets.entrySet()) {
      wait = Math.max(wait, each.getValue().wait(amount(each.getKey(), ticket), now));
    }
    return wait;
  }

  private double amount(Quantity quantity, Ticket ticket) {
    return quantity.of(habit.input(ticket.most()), habit.output(ticket.most()));
  }

  private double cost(Ticket ticket) {
    return amount(Quantity.TOKENS, ticket);
  }

  private void pass(Ticket ticket, long now) {
    ticket.passes(now);
    underWay++;
    buckets.forEach((quantity, bucket) -> {
      double taken = bucket.take(amount(quantity, ticket), now);
      ticket.takes(quantity, taken);
    });
  }

  /// What it took of the limits is known. Does nothing if it has left.
  ///
  /// @param used nothing where it is not known: it stays at what it was thought to use
  /// @param well whether it says what calls are like
  synchronized void leave(Ticket ticket, Optional<Load> used, boolean well, long now) {
    if (!out(ticket)) {
      return;
    }
    used.ifPresent(load -> {
      giveBack(ticket, load, 1, now);
      if (well) {
        habit.learn(ticket.most(), load, (now - ticket.passedAt()) / 1e9);
        ceiling.wentWell(now);
      }
    });
  }

  /// It passed and was not sent.
  synchronized void cancel(Ticket ticket, long now) {
    if (out(ticket)) {
      giveBack(ticket, Load.NONE, 0, now);
    }
  }

  private boolean out(Ticket ticket) {
    if (!ticket.isPassed()) {
      return false;
    }
    ticket.goes();
    underWay--;
    return true;
  }

  private void giveBack(Ticket ticket, Load used, int requests, long now) {
    buckets.forEach((quantity, bucket) -> {
      double took = ticket.taken(quantity);
      double was =
          quantity == Quantity.REQUESTS
              ? requests
              : quantity.of((double) used.input(), (double) used.output());
      if (took > 0) { // else the limit was not known then
        bucket.giveBack(took - was, now);
      }
    });
  }

  /// What the head of an answer says of the limits.
  ///
  /// @param after when the provider wants to be asked again, if it says so
  synchronized void heard(int status, Headers headers, Optional<Duration> after, long now) {
    if (!rules.learn()) {
      return;
    }
    boolean usedUp = false;
    for (LimitHeaders.Said said : LimitHeaders.read(headers)) {
      hear(said, now);
      usedUp |= said.remaining() == 0;
    }
    if (status != TOO_MANY) {
      return;
    }
    if (after.filter(Duration::isPositive).isPresent()) {
      Duration closed = after.get().compareTo(CLOSED_MAX) > 0 ? CLOSED_MAX : after.get();
      closedUntil = Math.max(closedUntil, now + closed.toNanos());
      if (closedUntil - now > rules.waitMax().toNanos()) {
        line.all().forEach(each -> leaveLine(each, reason(each, now), now));
      }
    } else if (!usedUp) {
      ceiling.refused(underWay, now);
    }
  }

  private void hear(LimitHeaders.Said said, long now) {
    Bucket bucket =
        buckets.computeIfAbsent(said.quantity(), _ -> new Bucket(said.limit(), said.fills(), now));
    boolean lower = said.limit() < configured(said.quantity());
    double most = lower ? (double) said.limit() : configured(said.quantity());
    bucket.heard(most, (double) said.remaining(), lower ? said.fills() : MINUTE, now);
  }

  private double configured(Quantity quantity) {
    long most =
        switch (quantity) {
          case REQUESTS -> limit.requestsPerMinute();
          case TOKENS -> limit.tokensPerMinute();
          case INPUT_TOKENS, OUTPUT_TOKENS -> 0;
        };
    return most == 0 ? Double.POSITIVE_INFINITY : most;
  }

  /// How crowded it is for a call like any: up to 1 there is room, beyond it nobody can pass at
  /// once, by as many seconds.
  synchronized double crowd(long now) {
    double used = 0;
    double most = ceiling.most();
    if (most < Double.POSITIVE_INFINITY) {
      used = underWay / most;
    }
    for (Bucket bucket : buckets.values()) {
      used = Math.max(used, 1 - bucket.level(now) / bucket.capacity());
    }
    double closed = Math.max(0, closedUntil - now) / 1e9;
    double dry = dry(now) / 1e9;
    boolean room = line.size() == 0 && closed == 0 && dry == 0 && ceiling.hasRoom(underWay);
    return room ? Math.clamp(used, 0, 1) : 1 + Math.max(closed, dry) + line.size() * perCall();
  }

  /// Nanoseconds until the limits have room for a call like those before.
  private double dry(long now) {
    double wait = 0;
    for (Map.Entry<Quantity, Bucket> each : buckets.entrySet()) {
      double amount = each.getKey() == Quantity.REQUESTS ? 1 : habit.tokens();
      wait = Math.max(wait, (double) each.getValue().wait(amount, now));
    }
    return wait;
  }

  /// Seconds until one more may pass, in the mean.
  private double perCall() {
    double seconds = habit.known() ? habit.seconds() / Math.max(1, underWay) : 0.1;
    for (Map.Entry<Quantity, Bucket> each : buckets.entrySet()) {
      double tokens = each.getKey() == Quantity.REQUESTS ? 1 : habit.tokens();
      seconds = Math.max(seconds, tokens / each.getValue().perSecond());
    }
    return seconds;
  }

  synchronized GateStanding standing(long now) {
    Map<Quantity, GateStanding.Left> left = new EnumMap<>(Quantity.class);
    buckets.forEach((quantity, bucket) ->
        left.put(
            quantity,
            new GateStanding.Left(
                Math.round(bucket.capacity()),
                Math.max(0, (long) Math.floor(bucket.level(now))),
                bucket.perSecond() * MINUTE.toSeconds())));
    long closed = Math.max(0, closedUntil - now);
    return new GateStanding(name, underWay, line.size(), most(), Duration.ofNanos(closed), left);
  }

  /// How many calls can be under way at the same time for good, and what forbids more: at a limit
  /// by the time those that pass while one is answered.
  private Optional<GateStanding.Most> most() {
    Optional<GateStanding.Most> least = Optional.empty();
    if (ceiling.most() < Double.POSITIVE_INFINITY) {
      String by = ceiling.isLearned() ? "refusals" : "concurrency";
      least = Optional.of(new GateStanding.Most(ceiling.most(), by));
    }
    if (!habit.known()) {
      return least;
    }
    for (Map.Entry<Quantity, Bucket> each : buckets.entrySet()) {
      double tokens = each.getKey() == Quantity.REQUESTS ? 1 : Math.max(1, habit.tokens());
      double calls = each.getValue().perSecond() / tokens * habit.seconds();
      if (least.isEmpty() || calls < least.get().calls()) {
        least = Optional.of(new GateStanding.Most(calls, each.getKey().code()));
      }
    }
    return least;
  }
}
