package dev.weir.flow.dialect;

import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.catalogue.Meter.Kind;
import dev.weir.flow.catalogue.Meter.Modality;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The tokens of a usage in parts that do not overlap, one for each meter of the lattice.
///
/// What a usage counts by modality holds what stands below it: of `audio_input` 4,000 with
/// `audio_cache_read` 3,000 the part `audio_input` is 1,000, and those 3,000 are no part of
/// `cache_read`. How much of what was cached is of a modality may be unsaid: then the least is
/// taken that can be, pictures first, and the meter is [#uncertain]. Figures that leave less than
/// nothing for a part contradict each other: then all tokens are taken as text.
public final class Partition {
  /// In the order in which a prompt begins.
  private static final List<Kind> CACHED =
      List.of(Kind.CACHE_READ, Kind.CACHE_WRITE_1H, Kind.CACHE_WRITE_5M);

  /// What is likeliest to be cached first.
  private static final List<Modality> BESIDE_TEXT =
      List.of(Modality.IMAGE, Modality.VIDEO, Modality.AUDIO);

  private final Usage usage;
  private final Map<Meter, Long> parts = new EnumMap<>(Meter.class);
  private final Set<Meter> uncertain = EnumSet.noneOf(Meter.class);
  private String contradiction = "";

  private Partition(Usage usage) {
    this.usage = usage;
  }

  public static Partition of(Usage usage) {
    var partition = new Partition(usage);
    partition.takeAsText();
    if (!usage.beyond().isEmpty()) {
      partition.takeInput();
      partition.takeOutput();
      if (!partition.contradiction.isEmpty()) {
        partition.takeAsText();
        partition.uncertain.clear();
      }
    }
    return partition;
  }

  /// The tokens of a meter that are of none below it.
  public long of(Meter meter) {
    return parts.getOrDefault(meter, 0L);
  }

  /// Meters whose part may be larger than it is taken for, at the cost of others.
  public Set<Meter> uncertain() {
    return uncertain;
  }

  /// Figures that cannot all be true, by name, if there are any.
  public Optional<String> contradiction() {
    return contradiction.isEmpty() ? Optional.empty() : Optional.of(contradiction);
  }

  private void takeAsText() {
    parts.clear();
    set(Meter.CACHE_READ, usage.cacheRead());
    set(Meter.CACHE_WRITE_1H, usage.cacheWrite1h());
    set(Meter.CACHE_WRITE_5M, usage.cacheWrite5m());
    set(Meter.INPUT, usage.plainInput());
    set(Meter.OUTPUT, usage.plainOutput());
    set(Meter.REASONING, usage.reasoning());
  }

  private void takeInput() {
    long beside = 0;
    for (Modality modality : BESIDE_TEXT) {
      beside += takeModality(modality);
    }
    if (beside > usage.input()) {
      contradict("tokens that are no text", beside, "input", usage.input());
      return;
    }
    long text = usage.input() - beside;
    long left = takeLeastThatWasCached(cachedText() - text);
    if (left > 0) {
      contradict("cached text", cachedText(), "text of the input", text);
      return;
    }
    set(Meter.INPUT, text - cachedText());
    for (Modality modality : BESIDE_TEXT) {
      for (Kind kind : CACHED) {
        Meter meter = Meter.of(modality, kind);
        boolean room = of(Meter.of(modality, Kind.INPUT)) > 0 && of(text(kind)) > 0;
        if (said(meter) == null && room) {
          uncertain.add(meter);
        }
      }
    }
  }

  /// All input tokens of a modality; those known to be cached are taken from the cache's.
  private long takeModality(Modality modality) {
    long cached = 0;
    for (Kind kind : CACHED) {
      Meter meter = Meter.of(modality, kind);
      @Nullable Long quantity = said(meter);
      if (quantity != null) {
        take(meter, text(kind), quantity);
        cached += quantity;
      }
    }
    Meter plain = Meter.of(modality, Kind.INPUT);
    @Nullable Long all = said(plain);
    long total = all == null ? cached : all;
    if (cached > total || total < 0) {
      contradict("what is cached of " + plain.label(), cached, plain.label(), total);
    }
    set(plain, total - cached);
    return total;
  }

  /// Moves what cannot have been text from the cache's text to other modalities.
  ///
  /// @return how much of it finds no place
  private long takeLeastThatWasCached(long excess) {
    long left = excess;
    for (Modality modality : BESIDE_TEXT) {
      Meter plain = Meter.of(modality, Kind.INPUT);
      for (Kind kind : CACHED) {
        Meter meter = Meter.of(modality, kind);
        if (left > 0 && said(meter) == null) {
          long moved = Math.min(left, Math.min(of(plain), of(text(kind))));
          take(meter, text(kind), moved);
          set(plain, of(plain) - moved);
          left -= moved;
        }
      }
    }
    return left;
  }

  private void takeOutput() {
    long beside = 0;
    for (Modality modality : BESIDE_TEXT) {
      Meter meter = Meter.of(modality, Kind.OUTPUT);
      @Nullable Long quantity = said(meter);
      if (quantity != null) {
        take(meter, Meter.OUTPUT, quantity);
        beside += quantity;
      }
    }
    if (beside + usage.reasoning() > usage.output()) {
      contradict(
          "reasoning and output that is no text",
          beside + usage.reasoning(),
          "output",
          usage.output());
    }
  }

  private void take(Meter part, Meter of, long quantity) {
    if (quantity < 0 || (of.isInput() && quantity > of(of))) {
      contradict(part.label(), quantity, of.label(), of(of));
    }
    set(of, of(of) - quantity);
    set(part, of(part) + quantity);
  }

  private long cachedText() {
    long cached = 0;
    for (Kind kind : CACHED) {
      cached += of(text(kind));
    }
    return cached;
  }

  private static Meter text(Kind kind) {
    return Meter.of(Modality.TEXT, kind);
  }

  private @Nullable Long said(Meter meter) {
    return usage.beyond().get(meter.label());
  }

  private void set(Meter meter, long quantity) {
    parts.put(meter, quantity);
  }

  private void contradict(String part, long quantity, String whole, long of) {
    if (contradiction.isEmpty()) {
      contradiction = "%s %d of %s %d".formatted(part, quantity, whole, of);
    }
  }
}
