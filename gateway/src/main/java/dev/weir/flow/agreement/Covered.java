package dev.weir.flow.agreement;

import java.util.List;

/// What an agreement is about.
///
/// @param provider as configured
/// @param models exact names, or beginnings that end in `*`, of models that answered; empty = all
///   that is spent with the provider
public record Covered(String provider, List<String> models) {
  private static final int MODELS_MAX = 20;
  private static final int NAME_MAX = 200;

  public Covered {
    models = List.copyOf(models);
    if (provider.isBlank() || provider.length() > NAME_MAX) {
      throw new IllegalArgumentException(
          "provider has 1 to %d characters, was '%s'".formatted(NAME_MAX, provider));
    }
    if (models.size() > MODELS_MAX || models.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "models are at most %d names, none of them empty, was %s".formatted(MODELS_MAX, models));
    }
  }

  /// Whether it is about what a model was used for; of no model (`''`) only where it is about all.
  boolean has(String provider, String model) {
    return this.provider.equals(provider)
        && (models.isEmpty() || models.stream().anyMatch(name -> names(name, model)));
  }

  /// Whether some model may be of both.
  boolean meets(Covered other) {
    return provider.equals(other.provider)
        && (models.isEmpty()
            || other.models.isEmpty()
            || models.stream()
                .anyMatch(one -> other.models.stream().anyMatch(another -> meet(one, another))));
  }

  private static boolean meet(String one, String another) {
    return names(one, stem(another)) || names(another, stem(one));
  }

  private static String stem(String pattern) {
    return pattern.endsWith("*") ? pattern.substring(0, pattern.length() - 1) : pattern;
  }

  private static boolean names(String pattern, String model) {
    return pattern.endsWith("*")
        ? model.startsWith(pattern.substring(0, pattern.length() - 1))
        : model.equals(pattern);
  }
}
