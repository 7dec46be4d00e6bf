package dev.weir.simulator.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All recordings of a folder by name, and those ordered for the next requests.
///
/// The recordings do not change after loading; the queue is guarded by the lock of this object.
public final class Recordings {
  private static final int QUEUE_MAX = 100_000;

  private final Map<String, Recording> byName;
  private final int skipped;
  private final Queue<Recording> next = new ArrayDeque<>();

  private Recordings(Map<String, Recording> byName, int skipped) {
    this.byName = byName;
    this.skipped = skipped;
  }

  public static Recordings none() {
    return new Recordings(Map.of(), 0);
  }

  /// Reads every `*.jsonl.gz` and `*.yaml` below a folder.
  public static Recordings load(Path folder) throws IOException {
    var byName = new LinkedHashMap<String, Recording>();
    int skipped = 0;
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.sorted().toList()) {
        RecordingFile read = RecordingFile.read(file);
        read.recordings().forEach(recording -> byName.put(recording.name(), recording));
        skipped += read.skipped();
      }
    }
    return new Recordings(byName, skipped);
  }

  public int size() {
    return byName.size();
  }

  /// Entries that could not be served: no body, no status, a redacted or a re-shaped body.
  public int skipped() {
    return skipped;
  }

  public Collection<Recording> all() {
    return byName.values();
  }

  /// @throws IllegalArgumentException when there is none of that name
  public Recording named(String name) {
    Recording found = byName.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no recording named '" + name + "'");
    }
    return found;
  }

  /// Orders recordings for the next requests that do not name one, in this order.
  public synchronized void enqueue(List<String> names) {
    if (next.size() + names.size() > QUEUE_MAX) {
      throw new IllegalArgumentException("more than " + QUEUE_MAX + " recordings ordered");
    }
    next.addAll(names.stream().map(this::named).toList());
  }

  public synchronized @Nullable Recording poll() {
    return next.poll();
  }
}
