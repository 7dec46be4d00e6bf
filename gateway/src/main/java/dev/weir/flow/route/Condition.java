package dev.weir.flow.route;

import dev.weir.flow.dialect.Wire;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a call must be for a case to hold; all of it. What is empty asks for nothing.
///
/// @param tags a tag, and the values one of which it must have; no values = any
/// @param wires by which it came
/// @param stream whether the answer is asked for as a stream
/// @param tools whether it declares tools
/// @param pictures whether it has pictures
/// @param bytesMin smallest body
/// @param bytesMax largest body
public record Condition(
    Map<String, SortedSet<String>> tags,
    Set<Wire> wires,
    Optional<Boolean> stream,
    Optional<Boolean> tools,
    Optional<Boolean> pictures,
    long bytesMin,
    long bytesMax) {
  public Condition {
    TreeMap<String, SortedSet<String>> copy = new TreeMap<>();
    tags.forEach(
        (tag, values) -> copy.put(tag, Collections.unmodifiableSortedSet(new TreeSet<>(values))));
    tags = Collections.unmodifiableMap(copy);
    wires = wires.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(wires));
    if (bytesMin < 0 || bytesMax < bytesMin) {
      throw new IllegalArgumentException(
          "'body_bytes' must be from 0 on and in order, was %d to %d"
              .formatted(bytesMin, bytesMax));
    }
    boolean nothing =
        tags.isEmpty()
            && wires.isEmpty()
            && stream.isEmpty()
            && tools.isEmpty()
            && pictures.isEmpty()
            && bytesMin == 0
            && bytesMax == Long.MAX_VALUE;
    if (nothing) {
      throw new IllegalArgumentException("'if' asks for nothing; that is 'otherwise'");
    }
  }

  boolean holds(Traits call) {
    return tags.entrySet().stream().allMatch(tag -> holds(tag.getValue(), call.tag(tag.getKey())))
        && (wires.isEmpty() || wires.contains(call.wire()))
        && stream.map(wanted -> wanted == call.stream()).orElse(true)
        && tools.map(wanted -> wanted == call.tools()).orElse(true)
        && pictures.map(wanted -> wanted == call.pictures()).orElse(true)
        && bytesMin <= call.bodyBytes()
        && call.bodyBytes() <= bytesMax;
  }

  private static boolean holds(Set<String> values, String value) {
    return !value.isEmpty() && (values.isEmpty() || values.contains(value));
  }
}
