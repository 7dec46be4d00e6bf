package dev.weir.value.pool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Fields;
import dev.weir.value.pool.PooledCost.IfNone;
import dev.weir.value.pool.Sharing.Measure;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A pool as JSON: docs/costs.md has one of each kind.
public final class PoolText {
  private static final String UNITS = "units";
  private static final String USE_CASES = "use_cases";

  private PoolText() {}

  /// What the field `basis` says.
  private enum Basis {
    DIRECT,
    EVEN,
    USAGE,
    CALLS,
    USERS,
    HEADCOUNT,
    CUSTOM
  }

  /// Reads one; what is wrong is an [IllegalArgumentException] that names it, the field and the
  /// rule.
  public static PooledCost read(String name, ObjectNode body) {
    String thing = "pool '%s'".formatted(name);
    Fields fields = new Fields(thing, body);
    try {
      PooledCost pool =
          new PooledCost(
              name,
              fields.choice("category", Category.class),
              schedule(fields),
              sharing(fields),
              new TreeMap<>(fields.decimalMembers("serves")),
              Math.toIntExact(
                  Math.clamp(fields.number("order", PooledCost.ORDER_DEFAULT), -1, 1_000_000)),
              fields.choice("if_none", IfNone.class, IfNone.UNALLOCATED),
              fields.text("source"),
              fields.text("evidence"),
              fields.optionalText("note"));
      fields.end();
      return pool;
    } catch (IllegalArgumentException wrong) {
      String message = String.valueOf(wrong.getMessage());
      throw message.startsWith(thing)
          ? wrong
          : new IllegalArgumentException(thing + ": " + message, wrong);
    }
  }

  private static Schedule schedule(Fields fields) {
    BigDecimal amount = fields.decimal("amount_usd");
    YearMonth from = month("from", fields.text("from"));
    Optional<YearMonth> until = fields.optionalText("until").map(text -> month("until", text));
    Optional<Long> months = fields.optionalNumber("months");
    if (months.isPresent() && until.isPresent()) {
      throw new IllegalArgumentException(
          "a one-off cost has 'months', one of each month may have 'until', was both");
    }
    return months
        .<Schedule>map(
            count -> new Schedule.OneOff(amount, from, (int) Math.clamp(count, -1L, 1_000_000L)))
        .orElseGet(() -> new Schedule.Monthly(amount, from, until));
  }

  static YearMonth month(String field, String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException wrong) {
      throw new IllegalArgumentException(
          "field '%s' is a month as 2026-10, was '%s'".formatted(field, text), wrong);
    }
  }

  private static Sharing sharing(Fields fields) {
    Basis basis = fields.choice("basis", Basis.class);
    List<String> named = fields.texts(USE_CASES);
    named.forEach(PoolText::requireUseCase);
    SortedMap<String, BigDecimal> units = new TreeMap<>(fields.decimalMembers(UNITS));
    units.keySet().forEach(PoolText::requireUseCase);
    Optional<String> driver = fields.optionalText("driver");
    boolean stated = basis == Basis.HEADCOUNT || basis == Basis.CUSTOM;
    if (!stated && !units.isEmpty()) {
      throw new IllegalArgumentException(
          "field 'units' is of basis headcount or custom, was of %s".formatted(code(basis)));
    }
    if (stated && !named.isEmpty()) {
      throw new IllegalArgumentException(
          "the use cases of basis %s are those of 'units', was also 'use_cases'"
              .formatted(code(basis)));
    }
    if (driver.isPresent() != (basis == Basis.CUSTOM)) {
      throw new IllegalArgumentException(
          "basis custom, and no other, has a 'driver', was %s with %s"
              .formatted(code(basis), driver.map("'%s'"::formatted).orElse("none")));
    }
    return switch (basis) {
      case DIRECT -> direct(named);
      case EVEN -> new Sharing.Measured(Measure.EVEN, new TreeSet<>(named));
      case USAGE -> new Sharing.Measured(Measure.USAGE, new TreeSet<>(named));
      case CALLS -> new Sharing.Measured(Measure.CALLS, new TreeSet<>(named));
      case USERS -> new Sharing.Measured(Measure.USERS, new TreeSet<>(named));
      case HEADCOUNT -> new Sharing.Stated(Sharing.Stated.HEADCOUNT, units);
      case CUSTOM -> new Sharing.Stated(driver.orElseThrow(), units);
    };
  }

  private static Sharing direct(List<String> named) {
    if (named.size() != 1) {
      throw new IllegalArgumentException(
          "field 'use_cases' names the one use case of basis direct, was %s".formatted(named));
    }
    return new Sharing.Direct(named.getFirst());
  }

  private static void requireUseCase(String name) {
    if (name.isBlank() || name.length() > 256 || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a use case has 1 to 256 characters, none of them a control one, was '%s'"
              .formatted(name));
    }
  }

  private static String code(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /// What [#read] reads, always in the same form.
  public static ObjectNode write(PooledCost pool) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("category", pool.category().code());
    writeSchedule(body, pool.schedule());
    writeSharing(body, pool.sharing());
    if (!pool.serves().isEmpty()) {
      writeNumbers(body.putObject("serves"), pool.serves());
    }
    body.put("order", pool.order()).put("if_none", code(pool.ifNone()));
    body.put("source", pool.source()).put("evidence", pool.evidence());
    pool.note().ifPresent(text -> body.put("note", text));
    return body;
  }

  private static void writeSchedule(ObjectNode body, Schedule schedule) {
    switch (schedule) {
      case Schedule.OneOff(var amount, var from, var months) ->
          body.put("amount_usd", amount.toPlainString())
              .put("from", from.toString())
              .put("months", months);
      case Schedule.Monthly(var amount, var from, var until) -> {
        body.put("amount_usd", amount.toPlainString()).put("from", from.toString());
        until.ifPresent(last -> body.put("until", last.toString()));
      }
    }
  }

  private static void writeSharing(ObjectNode body, Sharing sharing) {
    body.put("basis", sharing.code());
    switch (sharing) {
      case Sharing.Direct(var useCase) -> body.putArray(USE_CASES).add(useCase);
      case Sharing.Measured(_, var named) -> {
        if (!named.isEmpty()) {
          named.forEach(body.putArray(USE_CASES)::add);
        }
      }
      case Sharing.Stated stated -> {
        if (stated.code().equals("custom")) {
          body.put("driver", stated.driver());
        }
        writeNumbers(body.putObject(UNITS), stated.units());
      }
    }
  }

  private static void writeNumbers(ObjectNode object, Map<String, BigDecimal> numbers) {
    numbers.forEach((name, number) -> object.put(name, number.toPlainString()));
  }
}
