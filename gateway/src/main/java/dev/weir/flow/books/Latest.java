package dev.weir.flow.books;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/// The latest versions of kinds, kept in memory until something is appended. A kind whose bodies
/// have come to more than [#CHARACTERS_MAX] is not kept any more. Thread-safe.
final class Latest {
  static final int CHARACTERS_MAX = 1 << 20;

  private final Map<Kind, Kept> kept = new ConcurrentHashMap<>();
  private final Set<Kind> tooLong = ConcurrentHashMap.newKeySet();
  private final AtomicLong appended = new AtomicLong();
  private final Function<Kind, List<Version>> reading;

  /// @param appended how often something was when they were read; they hold for as long as it is
  private record Kept(long appended, List<Version> versions) {}

  /// @param reading the database's
  Latest(Function<Kind, List<Version>> reading) {
    this.reading = reading;
  }

  /// By id, each body the caller's own.
  List<Version> of(Kind kind) {
    return versions(kind).map(Latest::copies).orElseGet(() -> reading.apply(kind));
  }

  /// @param alone reads it, of a kind that is not kept
  Optional<Version> of(Kind kind, String id, Supplier<Optional<Version>> alone) {
    Optional<List<Version>> all = versions(kind);
    return all.isEmpty()
        ? alone.get()
        : copies(all.get().stream().filter(version -> version.id().equals(id)).toList()).stream()
            .findFirst();
  }

  /// What was read before is not the latest any more; to be told when the change is durable.
  void forget() {
    appended.incrementAndGet();
  }

  private Optional<List<Version>> versions(Kind kind) {
    long now = appended.get();
    Kept before = kept.get(kind);
    if (before != null && before.appended() == now) {
      return Optional.of(before.versions());
    }
    if (tooLong.contains(kind)) {
      return Optional.empty();
    }
    List<Version> versions = reading.apply(kind);
    long characters =
        versions.stream().mapToLong(version -> version.body().toString().length()).sum();
    if (characters > CHARACTERS_MAX) {
      tooLong.add(kind);
      kept.remove(kind);
    } else {
      kept.put(kind, new Kept(now, versions));
    }
    return Optional.of(versions);
  }

  private static List<Version> copies(List<Version> versions) {
    return versions.stream().map(Latest::copy).toList();
  }

  /// A body can be changed by whoever has it.
  private static Version copy(Version version) {
    return new Version(
        version.position(),
        version.kind(),
        version.id(),
        version.version(),
        version.at(),
        version.who(),
        version.why(),
        version.body().deepCopy(),
        version.retired());
  }
}
