package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.catalogue.Meter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where the answers of a vendor say what they consumed, within their usage object: the name of a
/// member, or names from the outside in with a dot between, `prompt_tokens_details.cached_tokens`.
/// Immutable; made once for a vendor.
///
/// A figure may have several paths: vendors that are compatible say it in one place, or the other,
/// or in both and mean it once. The largest that is said counts.
public final class UsagePaths {
  /// Those of wires whose usage has a reader of its own.
  public static final UsagePaths NONE = new UsagePaths(Map.of(), Map.of());

  private static final int[] NOWHERE = {};

  /// What a vendor may say, as its wire means it.
  public enum Figure {
    /// All input tokens, cached and cache-writing ones included.
    INPUT,
    /// Output tokens.
    OUTPUT,
    /// The sum of both.
    TOTAL,
    /// Input served from the vendor's cache.
    CACHE_READ,
    /// Input written to the vendor's cache.
    CACHE_WRITE,
    /// Output spent on reasoning.
    REASONING
  }

  private final Member root = new Member();
  private final Map<Figure, int[]> figures = new EnumMap<>(Figure.class);
  private final Map<String, int[]> beyond = new HashMap<>();
  private final List<String> elsewhere;
  private final boolean restIsOutput;
  private int slots;

  /// The paths of a usage object that is where OpenAI has it.
  ///
  /// @param figures the paths of each figure that is said at all
  /// @param beyond the paths of quantities that are none of the figures, by name
  public UsagePaths(Map<Figure, List<String>> figures, Map<String, List<String>> beyond) {
    this(figures, beyond, "", false);
  }

  /// @param elsewhere where the object may be besides `usage`, as a path in the body; empty =
  ///   nowhere
  /// @param restIsOutput whether what the total counts beyond input and output is output that is
  ///   said nowhere else
  public UsagePaths(
      Map<Figure, List<String>> figures,
      Map<String, List<String>> beyond,
      String elsewhere,
      boolean restIsOutput) {
    this.elsewhere = elsewhere.isEmpty() ? List.of() : names(elsewhere);
    this.restIsOutput = restIsOutput;
    figures.forEach((figure, paths) -> this.figures.put(figure, slots(paths)));
    beyond.forEach((name, paths) -> this.beyond.put(name, slots(paths)));
  }

  private int[] slots(List<String> paths) {
    return paths.stream().mapToInt(this::slot).toArray();
  }

  /// Where the value at a path is kept.
  private int slot(String path) {
    Member member = root;
    for (String name : names(path)) {
      member = member.members.computeIfAbsent(name, _ -> new Member());
    }
    if (member.slot < 0) {
      member.slot = slots++;
    }
    return member.slot;
  }

  private static List<String> names(String path) {
    List<String> names = List.of(path.split("\\.", -1));
    if (names.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "a usage path is names with a dot between, was '%s'".formatted(path));
    }
    return names;
  }

  /// Whether a figure is said at all.
  boolean has(Figure figure) {
    return figures.containsKey(figure);
  }

  /// The names of the members that lead to a usage object besides `usage`; none = there is none.
  List<String> elsewhere() {
    return elsewhere;
  }

  /// Whether what a total counts beyond input and output is output.
  boolean restIsOutput() {
    return restIsOutput;
  }

  /// Whether there is no path at all.
  public boolean isEmpty() {
    return slots == 0;
  }

  /// Reads the object that the cursor stands at.
  Said read(JsonCursor cursor) throws JsonFault {
    Said said = new Said();
    said.members(cursor, root);
    return said;
  }

  /// A member of the usage object.
  private static final class Member {
    final Map<String, Member> members = new HashMap<>();

    /// −1 = what it says itself is not asked for.
    int slot = -1;
  }

  /// What one usage object says. One thread.
  final class Said {
    private final long[] values = new long[slots];

    private Said() {
      Arrays.fill(values, -1);
    }

    private void members(JsonCursor cursor, Member of) throws JsonFault {
      while (cursor.nextMember()) {
        Member member = of.members.get(cursor.name());
        if (member == null) {
          cursor.skip();
        } else if (cursor.is(Kind.OBJECT)) {
          members(cursor, member);
        } else if (member.slot < 0) {
          cursor.skip();
        } else {
          values[member.slot] = UsageDraft.figure(cursor);
        }
      }
    }

    /// −1 = not said.
    long of(Figure figure) {
      return largest(figures.getOrDefault(figure, NOWHERE));
    }

    private long largest(int[] slots) {
      long largest = -1;
      for (int slot : slots) {
        largest = Math.max(largest, values[slot]);
      }
      return largest;
    }

    /// Adds the quantities that are none of the figures.
    void beyond(UsageDraft draft) {
      beyond.forEach((name, slots) -> {
        long quantity = largest(slots);
        if (quantity >= 0) {
          Meter.named(name)
              .filter(meter -> !meter.isUnit())
              .ifPresentOrElse(
                  meter -> draft.part(meter, quantity), () -> draft.beyond(name, quantity));
        }
      });
    }
  }
}
