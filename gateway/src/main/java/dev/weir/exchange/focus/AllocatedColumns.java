package dev.weir.exchange.focus;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.Collectors;

/// What a row says of its being a part of what was split: FOCUS's columns from 1.3 on, and the same
/// as columns of Weir's own for 1.2, where `Tags` are the receiver's.
final class AllocatedColumns {
  private static final String NOBODY = "unattributed";

  private AllocatedColumns() {}

  /// @param left whether it is what nobody received
  static void add(
      Map<String, String> values, Charged charged, Allocations.Part part, boolean left) {
    values.put("x_OriginId", part.origin().id());
    put(values, "AllocatedMethodId", part.method().id());
    part.ratio()
        .ifPresent(ratio -> {
          ObjectNode details = JsonNodeFactory.instance.objectNode();
          ObjectNode element = details.putArray("Elements").addObject();
          element.put("AllocatedRatio", ratio.stripTrailingZeros());
          part.method()
              .unit()
              .filter(_ -> charged.quantity().signum() > 0)
              .ifPresent(
                  unit -> element.put("UsageUnit", unit).put("UsageQuantity", charged.quantity()));
          put(values, "AllocatedMethodDetails", details.toString());
        });
    if (left) {
      return;
    }
    String receiver = receiver(charged.tags());
    put(values, "AllocatedResourceId", receiver);
    put(values, "AllocatedResourceName", receiver);
    RowsOfCharge.tags(charged).ifPresent(tags -> put(values, "AllocatedTags", tags));
  }

  private static void put(Map<String, String> values, String column, String value) {
    values.put(column, value);
    values.put("x_" + column, value);
  }

  private static String receiver(Map<String, String> tags) {
    return tags.isEmpty()
        ? NOBODY
        : tags.entrySet().stream()
            .map(tag -> tag.getKey() + "=" + tag.getValue())
            .collect(Collectors.joining(","));
  }
}
