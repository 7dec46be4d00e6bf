package dev.weir.flow.edge;

import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Condition;
import dev.weir.flow.rule.Limit;
import dev.weir.flow.rule.Measure;
import dev.weir.flow.rule.Raise;
import dev.weir.flow.rule.Rule;
import dev.weir.flow.rule.RuleBook;
import dev.weir.flow.window.Window;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// The auditor's own account of one rule: who matches, since when it counts, what it comes to. It
/// shares no code with the ledger but the rule's description.
final class Count {
  private final Rule rule;
  private final Map<String, TreeMap<Long, long[]>> sums = new HashMap<>();

  Count(Rule rule) {
    this.rule = rule;
  }

  Rule rule() {
    return rule;
  }

  boolean matches(Map<String, String> tags) {
    for (Condition condition : rule.scope().where()) {
      String value = tags.getOrDefault(condition.tag(), "");
      boolean holds =
          switch (condition) {
            case Condition.In in -> in.values().contains(value);
            case Condition.Present _ -> !value.isEmpty();
            case Condition.Absent _ -> value.isEmpty();
          };
      if (!holds) {
        return false;
      }
    }
    return rule.scope().per().isEmpty() || !value(tags).isEmpty();
  }

  String value(Map<String, String> tags) {
    return rule.scope().per().map(tag -> tags.getOrDefault(tag, "")).orElse("");
  }

  void hold(Attempt attempt) {
    sum(attempt)[1] += attempt.held(rule.measure());
  }

  void end(Attempt attempt) {
    long[] sum = sum(attempt);
    sum[1] -= attempt.held(rule.measure());
    sum[0] += attempt.settled(rule.measure());
  }

  long settled(String value, Instant at) {
    return since(value, at, 0);
  }

  long reserved(String value, Instant at) {
    return since(value, at, 1);
  }

  private long since(String value, Instant at, int which) {
    long sum = 0;
    for (long[] each : sums.getOrDefault(value, new TreeMap<>()).tailMap(first(at)).values()) {
      sum += each[which];
    }
    return sum;
  }

  private long[] sum(Attempt attempt) {
    return sums.computeIfAbsent(value(attempt.tags()), _ -> new TreeMap<>())
        .computeIfAbsent(slice(attempt.at()), _ -> new long[2]);
  }

  /// What may not be passed by settled and reserved together.
  long cap(RuleBook book, String value, Instant at) {
    return switch (rule) {
      case Limit limit -> limit.max().quantity().saturated();
      case Budget budget -> {
        long limit = budget.limit().quantity().saturated();
        for (Raise raise : book.raises()) {
          boolean active =
              raise.budget().equals(budget.id())
                  && (raise.value().isEmpty() || raise.value().equals(value))
                  && !at.isBefore(raise.from())
                  && at.isBefore(raise.until());
          limit += active ? raise.extra().quantity().saturated() : 0;
        }
        yield Math.multiplyHigh(limit, budget.terms().stop().thousandths()) == 0
            ? limit * budget.terms().stop().thousandths() / 1000
            : Long.MAX_VALUE;
      }
    };
  }

  long slice(Instant at) {
    return switch (rule.window()) {
      case Window.Total _ -> 0;
      case Window.Rolling rolling ->
          Math.floorDiv(at.getEpochSecond(), rolling.slice().toSeconds())
              * rolling.slice().toSeconds();
      case Window.Calendar calendar -> begin(calendar, at.atZone(calendar.zone()));
    };
  }

  long first(Instant at) {
    return rule.window() instanceof Window.Rolling rolling
        ? slice(at.minusSeconds(rolling.length().toSeconds()))
        : slice(at);
  }

  private static long begin(Window.Calendar calendar, ZonedDateTime at) {
    ZonedDateTime day = at.truncatedTo(ChronoUnit.DAYS);
    ZonedDateTime begin =
        switch (calendar.unit()) {
          case HOUR -> at.truncatedTo(ChronoUnit.HOURS);
          case DAY -> day;
          case WEEK -> {
            ZonedDateTime monday = day;
            while (monday.getDayOfWeek() != DayOfWeek.MONDAY) {
              monday = monday.minusDays(1);
            }
            yield monday;
          }
          case MONTH -> day.withDayOfMonth(1);
          case QUARTER, YEAR -> throw new IllegalArgumentException("no such window is simulated");
        };
    return begin.toEpochSecond();
  }

  /// One attempt as the auditor keeps it.
  interface Attempt {
    Instant at();

    Map<String, String> tags();

    long held(Measure measure);

    long settled(Measure measure);
  }
}
