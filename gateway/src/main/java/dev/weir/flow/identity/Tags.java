package dev.weir.flow.identity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The dimensions of a call: an immutable map from tag name to value, sorted by name. Names and
/// values are never empty.
public final class Tags implements Iterable<Tags.Tag> {
  public static final Tags NONE = new Tags(List.of());

  private static final Comparator<Tag> BY_NAME = Comparator.comparing(Tag::name);

  private final List<Tag> sorted;

  /// One dimension of a call.
  public record Tag(String name, String value) {
    public Tag {
      if (name.isEmpty() || value.isEmpty()) {
        throw new IllegalArgumentException(
            "tag name and value must not be empty, was '%s'='%s'".formatted(name, value));
      }
    }
  }

  private Tags(List<Tag> sorted) {
    this.sorted = sorted;
  }

  public static Tags of(Map<String, String> values) {
    List<Tag> tags = new ArrayList<>(values.size());
    new TreeMap<>(values).forEach((name, value) -> tags.add(new Tag(name, value)));
    return tags.isEmpty() ? NONE : new Tags(List.copyOf(tags));
  }

  /// Tags of different names, in any order.
  static Tags ofDistinct(List<Tag> tags) {
    Tag[] sorted = tags.toArray(Tag[]::new);
    Arrays.sort(sorted, BY_NAME);
    return new Tags(List.of(sorted));
  }

  public Optional<String> get(String name) {
    String value = valueOrEmpty(name);
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  /// The value of a tag, or the empty string: the call path's look-up, which allocates nothing.
  public String valueOrEmpty(String name) {
    for (int i = 0; i < sorted.size(); i++) {
      Tag tag = sorted.get(i);
      if (tag.name.equals(name)) {
        return tag.value;
      }
    }
    return "";
  }

  /// These tags with one set or replaced.
  public Tags with(String name, String value) {
    return with(new Tag(name, value));
  }

  /// These tags with some set or replaced; `more` has different names.
  public Tags with(Tag... more) {
    List<Tag> all = new ArrayList<>(sorted.size() + more.length);
    for (Tag tag : sorted) {
      if (!names(more, tag.name)) {
        all.add(tag);
      }
    }
    all.addAll(List.of(more));
    return ofDistinct(all);
  }

  private static boolean names(Tag[] tags, String name) {
    for (Tag tag : tags) {
      if (tag.name.equals(name)) {
        return true;
      }
    }
    return false;
  }

  public int size() {
    return sorted.size();
  }

  /// A mutable copy, sorted by name.
  public SortedMap<String, String> toMap() {
    SortedMap<String, String> map = new TreeMap<>();
    sorted.forEach(tag -> map.put(tag.name, tag.value));
    return map;
  }

  @Override
  public Iterator<Tag> iterator() {
    return sorted.iterator();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tags tags && sorted.equals(tags.sorted);
  }

  @Override
  public int hashCode() {
    return sorted.hashCode();
  }

  @Override
  public String toString() {
    return toMap().toString();
  }
}
