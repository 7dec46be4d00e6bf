package dev.weir.flow.catalogue;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A quantity that a provider bills, disjoint from every other meter of the same charge.
///
/// Meters of tokens form a lattice: one that names a modality stands below the one of the same kind
/// that does not, and a cache's below the input of its modality. What usage counts under such a
/// name holds all that stands below it: `audio_input` has `audio_cache_read` in it. A charge counts
/// every token once, at the lowest.
public enum Meter {
  /// Input tokens neither read from nor written to a cache.
  INPUT(Kind.INPUT, Modality.TEXT),
  CACHE_READ(Kind.CACHE_READ, Modality.TEXT),
  CACHE_WRITE_5M(Kind.CACHE_WRITE_5M, Modality.TEXT),
  CACHE_WRITE_1H(Kind.CACHE_WRITE_1H, Modality.TEXT),
  /// Output tokens that are not billed as reasoning.
  OUTPUT(Kind.OUTPUT, Modality.TEXT),
  REASONING(Kind.REASONING, Modality.TEXT),
  /// One per attempt that the provider answered.
  REQUEST,

  AUDIO_INPUT(Kind.INPUT, Modality.AUDIO),
  AUDIO_CACHE_READ(Kind.CACHE_READ, Modality.AUDIO),
  AUDIO_CACHE_WRITE_5M(Kind.CACHE_WRITE_5M, Modality.AUDIO),
  AUDIO_CACHE_WRITE_1H(Kind.CACHE_WRITE_1H, Modality.AUDIO),
  AUDIO_OUTPUT(Kind.OUTPUT, Modality.AUDIO),
  /// Pictures, and documents, which providers take in as pictures.
  IMAGE_INPUT(Kind.INPUT, Modality.IMAGE),
  IMAGE_CACHE_READ(Kind.CACHE_READ, Modality.IMAGE),
  IMAGE_CACHE_WRITE_5M(Kind.CACHE_WRITE_5M, Modality.IMAGE),
  IMAGE_CACHE_WRITE_1H(Kind.CACHE_WRITE_1H, Modality.IMAGE),
  IMAGE_OUTPUT(Kind.OUTPUT, Modality.IMAGE),
  VIDEO_INPUT(Kind.INPUT, Modality.VIDEO),
  VIDEO_CACHE_READ(Kind.CACHE_READ, Modality.VIDEO),
  VIDEO_CACHE_WRITE_5M(Kind.CACHE_WRITE_5M, Modality.VIDEO),
  VIDEO_CACHE_WRITE_1H(Kind.CACHE_WRITE_1H, Modality.VIDEO),
  VIDEO_OUTPUT(Kind.OUTPUT, Modality.VIDEO),

  /// Searches of the web that a provider's own tool made.
  WEB_SEARCH,
  /// Searches of a social network.
  X_SEARCH,
  /// Searches that a searching model made.
  SEARCH,
  MAPS_SEARCH,
  FILE_SEARCH,
  DOCUMENT_SEARCH,
  /// Sources that a live search used.
  LIVE_SEARCH_SOURCE,
  CODE_INTERPRETER,
  CODE_EXECUTION,
  IMAGE_GENERATION,
  /// Tokens of what was cited, beside the input.
  CITATION,
  /// Tokens of reasoning that a provider counts beside the output.
  REASONING_BESIDE,
  /// What a ranking is billed by.
  SEARCH_UNITS,
  MESSAGES,
  PAGES,
  /// Pages that were annotated as asked.
  ANNOTATED_PAGES,
  /// Pictures put in.
  IMAGES,
  OUTPUT_IMAGES,
  PIXELS,
  OUTPUT_PIXELS,
  CHARACTERS,
  OUTPUT_CHARACTERS,
  AUDIO_SECONDS,
  OUTPUT_AUDIO_SECONDS,
  VIDEO_SECONDS,
  OUTPUT_VIDEO_SECONDS,
  /// Tokens kept in a provider's cache, times the hours they are kept.
  CACHE_STORAGE,
  /// Tokens that a model was trained with, times its epochs.
  TRAINING,
  /// What is missing from a charge to the least that its provider bills for an answer.
  MINIMUM_CHARGE;

  /// What the tokens of a meter went into, or came out of.
  public enum Modality {
    TEXT,
    AUDIO,
    IMAGE,
    VIDEO
  }

  /// Which part of a call a meter is of.
  public enum Kind {
    INPUT,
    CACHE_READ,
    CACHE_WRITE_5M,
    CACHE_WRITE_1H,
    OUTPUT,
    REASONING,
    /// No tokens of input or output, but something counted apart.
    UNIT
  }

  private static final Map<String, Meter> NAMED = new HashMap<>();
  private static final Map<Modality, Map<Kind, Meter>> OF = new EnumMap<>(Modality.class);

  static {
    for (Meter meter : values()) {
      NAMED.put(meter.label, meter);
      if (meter.kind != Kind.UNIT) {
        OF.computeIfAbsent(meter.modality, _ -> new EnumMap<>(Kind.class)).put(meter.kind, meter);
      }
    }
  }

  private final Kind kind;
  private final Modality modality;
  private final String label = name().toLowerCase(Locale.ROOT);

  Meter() {
    this(Kind.UNIT, Modality.TEXT);
  }

  Meter(Kind kind, Modality modality) {
    this.kind = kind;
    this.modality = modality;
  }

  /// The meter with this name in catalogues, charges and what a usage has beyond its totals.
  public static Optional<Meter> named(String label) {
    return Optional.ofNullable(NAMED.get(label));
  }

  /// The meter of a kind of tokens of a modality. Reasoning is text, and units have no modality.
  public static Meter of(Modality modality, Kind kind) {
    @Nullable Meter meter = OF.getOrDefault(modality, Map.of()).get(kind);
    if (meter == null) {
      throw new IllegalArgumentException("no meter of %s %s".formatted(modality, kind));
    }
    return meter;
  }

  /// The name in catalogues, charges and exports, for example `cache_write_5m`.
  public String label() {
    return label;
  }

  public Kind kind() {
    return kind;
  }

  /// That of its tokens; a unit's is of no meaning.
  public Modality modality() {
    return modality;
  }

  /// Whether its tokens are part of the input, so that a context tier may be graduated.
  public boolean isInput() {
    return switch (kind) {
      case INPUT, CACHE_READ, CACHE_WRITE_5M, CACHE_WRITE_1H -> true;
      case OUTPUT, REASONING, UNIT -> false;
    };
  }

  /// Whether it counts something that is neither input tokens nor output tokens.
  public boolean isUnit() {
    return kind == Kind.UNIT;
  }

  /// Whether it is one of a usage's quantities, which a provider counts by the piece.
  public boolean isCounted() {
    return isUnit() && this != REQUEST && this != MINIMUM_CHARGE;
  }

  /// A write may cost more than plain input, so a stand-in price is only a floor.
  public boolean isCacheWrite() {
    return kind == Kind.CACHE_WRITE_5M || kind == Kind.CACHE_WRITE_1H;
  }
}
