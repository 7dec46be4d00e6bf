package dev.weir.base.store;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/// What a database has said, until it changes: a page asks the same thing more than once.
/// Thread-safe; what two ask for at once may be read twice.
public final class Remembered<K, V> {
  private final Database database;
  private final int most;
  private volatile Held<K, V> held = new Held<>(-1, new ConcurrentHashMap<>());

  /// @param change the last one that these answers have in them
  private record Held<K, V>(long change, ConcurrentMap<K, V> answers) {}

  /// @param most answers that are held
  public Remembered(Database database, int most) {
    this.database = database;
    this.most = most;
  }

  /// As it is remembered, or else as it is read now.
  public V of(K asked, Supplier<V> reading) {
    ConcurrentMap<K, V> answers = now();
    V known = answers.get(asked);
    if (known != null) {
      return known;
    }
    V read = reading.get();
    answers.put(asked, read);
    return read;
  }

  /// The answers that hold now. Whoever misses one asks for these first, then reads it, then puts
  /// it among them.
  public ConcurrentMap<K, V> now() {
    long change = database.changes();
    Held<K, V> last = held;
    if (last.change() == change && last.answers().size() < most) {
      return last.answers();
    }
    Held<K, V> anew = new Held<>(change, new ConcurrentHashMap<>());
    held = anew;
    return anew.answers();
  }
}
