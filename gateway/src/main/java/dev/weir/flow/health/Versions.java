package dev.weir.flow.health;

import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.entry.Entry.Settled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Which models providers have answered with under which name, and when another one comes. The
/// first model under a name is none that changed; one that was there before is none either, however
/// often a provider goes back and forth.
///
/// Until [#remember] has told what was served before the process began, sightings wait: without
/// that each start would forget what changed while it was down. Thread-safe; a model that is the
/// one of the call before costs two look-ups and no lock.
public final class Versions {
  private static final int NAMES_MAX = 10_000;
  private static final int MODELS_MAX = 64;

  private final Map<String, Map<String, Name>> providers = new ConcurrentHashMap<>();

  /// What came before [#remember]; guarded by this, empty from then on.
  private final List<Sighting> waiting = new ArrayList<>();

  private int names;
  private volatile boolean remembered;

  /// A provider's model was asked for and another, or the same, answered.
  ///
  /// @param model asked of the provider
  /// @param served as the answer names it
  public record Served(String provider, String model, String served) {}

  private record Sighting(Served what, Instant at, CallId call) {}

  /// What was served under a name; guarded by itself but for the latest.
  private static final class Name {
    private final Set<String> known = new LinkedHashSet<>();
    private volatile String latest = "";
  }

  /// An answer has come. Gives the change if its model is new under its name.
  public Optional<Entry.Drifted> saw(Reserved reserved, Settled settled) {
    String served = settled.modelServed();
    if (served.isEmpty() || isLatest(reserved.provider(), reserved.model(), served)) {
      return Optional.empty();
    }
    Served what = new Served(reserved.provider(), reserved.model(), served);
    Sighting sighting = new Sighting(what, settled.at(), settled.call());
    return remembered || !waits(sighting) ? note(sighting) : Optional.empty();
  }

  private boolean isLatest(String provider, String model, String served) {
    Map<String, Name> models = providers.get(provider);
    Name name = models == null ? null : models.get(model);
    return name != null && name.latest.equals(served);
  }

  /// False if the wait is over. A sighting that is one too many, or one more of the same, is not
  /// kept: the next answer of that model is another.
  private synchronized boolean waits(Sighting sighting) {
    if (remembered) {
      return false;
    }
    boolean there = waiting.stream().anyMatch(each -> each.what.equals(sighting.what));
    if (!there && waiting.size() < NAMES_MAX) {
      waiting.add(sighting);
    }
    return true;
  }

  /// What was served before the process began, the latest last; told once. Gives what has changed
  /// since then.
  public List<Entry.Drifted> remember(List<Served> before) {
    List<Sighting> since;
    synchronized (this) {
      before.forEach(each -> learn(each));
      since = List.copyOf(waiting);
      waiting.clear();
      remembered = true;
    }
    return since.stream().map(this::note).flatMap(Optional::stream).toList();
  }

  private Optional<Entry.Drifted> note(Sighting sighting) {
    return learn(sighting.what)
        .map(before ->
            new Entry.Drifted(
                sighting.at,
                sighting.what.provider,
                sighting.what.model,
                before,
                sighting.what.served,
                sighting.call));
  }

  /// Gives the model served before, if there was one and this one is new.
  private Optional<String> learn(Served what) {
    Optional<Name> found = name(what.provider, what.model);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Name name = found.get();
    synchronized (name) {
      String before = name.latest;
      boolean room = name.known.size() < MODELS_MAX || name.known.contains(what.served);
      boolean fresh = room && name.known.add(what.served);
      name.latest = what.served;
      return fresh && !before.isEmpty() ? Optional.of(before) : Optional.empty();
    }
  }

  /// Nothing if there are too many names already.
  private Optional<Name> name(String provider, String model) {
    Map<String, Name> models = providers.computeIfAbsent(provider, _ -> new ConcurrentHashMap<>());
    Name there = models.get(model);
    if (there != null) {
      return Optional.of(there);
    }
    synchronized (this) {
      if (names >= NAMES_MAX) {
        return Optional.empty();
      }
      Name fresh = new Name();
      Name other = models.putIfAbsent(model, fresh);
      names += other == null ? 1 : 0;
      return Optional.of(other == null ? fresh : other);
    }
  }
}
