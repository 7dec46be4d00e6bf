package dev.weir.flow.catalogue;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The service level a price is for. What an answer says it was served at decides the charge; what
/// a request asked for only bounds it.
public enum ServiceTier {
  STANDARD,
  BATCH,
  FLEX,
  PRIORITY,

  /// Beyond what a provisioned deployment could take, served by another one of the provider's.
  SPILLOVER;

  /// What is said of an answer that spilled over: of its head, as bodies do not say it.
  public static final String SPILLED = "spillover";

  public static final int COUNT = values().length;

  private static final Set<ServiceTier> ALL =
      Collections.unmodifiableSet(EnumSet.allOf(ServiceTier.class));
  private static final Set<ServiceTier> ONLY_STANDARD = or(STANDARD);
  private static final Set<ServiceTier> BATCH_OR_STANDARD = or(BATCH);
  private static final Set<ServiceTier> FLEX_OR_STANDARD = or(FLEX);
  private static final Set<ServiceTier> PRIORITY_OR_STANDARD = or(PRIORITY);

  private final String label = name().toLowerCase(Locale.ROOT);

  /// The name in catalogues, for example `flex`.
  public String label() {
    return label;
  }

  /// The tier an answer's `service_tier` stands for; a silent answer is standard. Empty for every
  /// name that no tier of a book can price: `scale`, `priority_on_demand`, whatever comes next.
  public static Optional<ServiceTier> served(String name) {
    return switch (name) {
      case "", "default", "standard", "on_demand" -> Optional.of(STANDARD);
      case "batch" -> Optional.of(BATCH);
      case "flex" -> Optional.of(FLEX);
      case "priority", "fast" -> Optional.of(PRIORITY);
      case SPILLED -> Optional.of(SPILLOVER);
      default -> Optional.empty();
    };
  }

  /// The tiers a request may be served at; whatever it asks for may spill over. A request that
  /// names none leaves the choice to a setting of the provider's project, as `auto` does, so
  /// nothing can be ruled out.
  public static Set<ServiceTier> servable(String requested) {
    return switch (requested) {
      case "default", "standard", "standard_only", "on_demand" -> ONLY_STANDARD;
      case "batch" -> BATCH_OR_STANDARD;
      case "flex" -> FLEX_OR_STANDARD;
      case "priority", "fast" -> PRIORITY_OR_STANDARD;
      default -> ALL;
    };
  }

  private static Set<ServiceTier> or(ServiceTier asked) {
    return Collections.unmodifiableSet(EnumSet.of(STANDARD, asked, SPILLOVER));
  }
}
