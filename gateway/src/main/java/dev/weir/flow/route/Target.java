package dev.weir.flow.route;

/// A model at a provider: where an attempt can go.
///
/// @param provider configured name
/// @param model as that provider calls it; empty for a call that names none
public record Target(String provider, String model) {
  public Target {
    if (provider.isEmpty()) {
      throw new IllegalArgumentException("a target names a provider, was of model " + model);
    }
  }

  /// Reads `provider/model`; a model's name may have slashes of its own.
  public static Target parse(String text) {
    int slash = text.indexOf('/');
    if (slash <= 0 || slash == text.length() - 1) {
      throw new IllegalArgumentException("a target is PROVIDER/MODEL, was '%s'".formatted(text));
    }
    return new Target(text.substring(0, slash), text.substring(slash + 1));
  }

  /// As [#parse] reads it.
  @Override
  public String toString() {
    return provider + "/" + model;
  }
}
