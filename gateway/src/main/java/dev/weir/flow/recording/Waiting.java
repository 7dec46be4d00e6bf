package dev.weir.flow.recording;

import dev.weir.flow.entry.Entry.Recorded;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Records that are in the journal and may not be in the ledger database yet. Guarded by the lock
/// of [Recording].
final class Waiting {
  private record Name(String source, String id) {
    static Name of(Recorded entry) {
      return new Name(entry.record().source(), entry.record().id());
    }
  }

  private record Batch(long position, List<Name> names, Set<String> responses) {}

  private final Deque<Batch> batches = new ArrayDeque<>();
  private final Map<Name, String> digests = new HashMap<>();
  private final Set<String> responses = new HashSet<>();

  Optional<String> digest(String source, String id) {
    return Optional.ofNullable(digests.get(new Name(source, id)));
  }

  boolean hasResponse(String id) {
    return responses.contains(id);
  }

  int size() {
    return digests.size();
  }

  /// Position of the oldest batch; there must be one.
  long oldest() {
    return batches.getFirst().position();
  }

  /// @param position of the batch's last entry
  void add(long position, List<Recorded> booked) {
    Set<String> answers =
        booked.stream()
            .map(entry -> entry.told().responseId())
            .filter(id -> !id.isEmpty())
            .collect(Collectors.toSet());
    batches.add(new Batch(position, booked.stream().map(Name::of).toList(), answers));
    booked.forEach(entry -> digests.put(Name.of(entry), entry.record().digest()));
    responses.addAll(answers);
  }

  /// @param loaded the database has everything before this position
  void loadedUpTo(long loaded) {
    while (!batches.isEmpty() && batches.getFirst().position() < loaded) {
      Batch batch = batches.removeFirst();
      batch.names().forEach(digests::remove);
      responses.removeAll(batch.responses());
    }
  }
}
