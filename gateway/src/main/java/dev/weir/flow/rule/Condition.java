package dev.weir.flow.rule;

import dev.weir.flow.identity.Tags;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// One thing a call's tags must fulfil. Tags are those of the principal and Weir's own: key, model,
/// provider, purpose.
public sealed interface Condition {
  String tag();

  boolean matches(Tags tags);

  /// The tag has one of these values.
  record In(String tag, SortedSet<String> values) implements Condition {
    public In {
      requireName(tag);
      if (values.isEmpty() || values.contains("")) {
        throw new IllegalArgumentException(
            "condition on '%s' needs one or more non-empty values, was %s".formatted(tag, values));
      }
      values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }

    @Override
    public boolean matches(Tags tags) {
      return values.contains(tags.valueOrEmpty(tag));
    }
  }

  /// The tag has a value, whatever it is.
  record Present(String tag) implements Condition {
    public Present {
      requireName(tag);
    }

    @Override
    public boolean matches(Tags tags) {
      return !tags.valueOrEmpty(tag).isEmpty();
    }
  }

  /// The tag has no value.
  record Absent(String tag) implements Condition {
    public Absent {
      requireName(tag);
    }

    @Override
    public boolean matches(Tags tags) {
      return tags.valueOrEmpty(tag).isEmpty();
    }
  }

  static Condition in(String tag, String... values) {
    return new In(tag, new TreeSet<>(Set.of(values)));
  }

  static Condition present(String tag) {
    return new Present(tag);
  }

  static Condition absent(String tag) {
    return new Absent(tag);
  }

  private static void requireName(String tag) {
    if (tag.isEmpty()) {
      throw new IllegalArgumentException("a condition names a tag");
    }
  }
}
