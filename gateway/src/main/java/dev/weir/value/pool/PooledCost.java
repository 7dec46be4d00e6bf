package dev.weir.value.pool;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A cost beside the ledger: how much in which months, who bears it, and how one knows.
///
/// @param serves other pools that have a share of what it does, 0 to 1 together; the rest is shared
///   out as `sharing` says
/// @param order in which it is closed by the step-down method; the same order by name
/// @param ifNone what becomes of a month in which the driver has nothing
/// @param source where the amount is from: a ledger account, an invoice, time sheets
/// @param evidence why it is believed
/// @param note for people
public record PooledCost(
    String name,
    Category category,
    Schedule schedule,
    Sharing sharing,
    SortedMap<String, BigDecimal> serves,
    int order,
    IfNone ifNone,
    String source,
    String evidence,
    Optional<String> note)
    implements Comparable<PooledCost> {
  public static final int ORDER_DEFAULT = 100;

  private static final int ORDER_MAX = 1_000;
  private static final int TEXT_MAX = 1_000;
  private static final int SERVED_MAX = 30;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");

  /// For a driver that nobody used.
  public enum IfNone {
    EVEN,
    UNALLOCATED
  }

  public PooledCost {
    serves = Collections.unmodifiableSortedMap(new TreeMap<>(serves));
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a pool's name is a letter or digit, then at most 99 letters, digits, '_', '.' or '-', was '%s'"
              .formatted(name));
    }
    requireText("source", source);
    requireText("evidence", evidence);
    note.ifPresent(text -> requireText("note", text));
    if (order < 0 || order > ORDER_MAX) {
      throw new IllegalArgumentException(
          "field 'order' is 0 to %d, was %d".formatted(ORDER_MAX, order));
    }
    requireShares(name, serves);
  }

  private static void requireText(String field, String text) {
    if (text.isBlank()
        || text.length() > TEXT_MAX
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "field '%s' has 1 to %d characters, none of them a control one, was '%s'"
              .formatted(field, TEXT_MAX, text.length() > TEXT_MAX ? text.length() : text));
    }
  }

  private static void requireShares(String name, SortedMap<String, BigDecimal> serves) {
    BigDecimal sum = serves.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    boolean allAbove = serves.values().stream().allMatch(share -> share.signum() > 0);
    if (!allAbove || sum.compareTo(BigDecimal.ONE) > 0 || serves.size() > SERVED_MAX) {
      throw new IllegalArgumentException(
          "field 'serves' has at most %d shares above 0 that add up to at most 1, was %s"
              .formatted(SERVED_MAX, serves));
    }
    if (serves.containsKey(name)) {
      throw new IllegalArgumentException(
          "field 'serves' names other pools, was the pool itself, '%s'".formatted(name));
    }
  }

  /// In the order of the step-down method.
  @Override
  public int compareTo(PooledCost other) {
    int byOrder = Integer.compare(order, other.order);
    return byOrder != 0 ? byOrder : name.compareTo(other.name);
  }
}
