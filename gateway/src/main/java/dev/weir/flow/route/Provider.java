package dev.weir.flow.route;

import dev.weir.base.http.Origin;
import dev.weir.flow.dialect.Dialect;
import java.util.List;

/// A provider as configured, without its credential.
///
/// @param name the name that tags and reports use
/// @param prices the provider's name in the price book
/// @param dialect the wires it speaks
/// @param basePath what comes before a route's own path; empty or `/…` without a slash at its end
/// @param models names it serves, exact or ending in `*`; empty = what the price book lists under
///   `prices`
/// @param tokensPerThousandBytes most input tokens per thousand UTF-8 bytes of text: 1000 is
///   provable for a byte-level encoding, less is measured
public record Provider(
    String name,
    String prices,
    Dialect dialect,
    Origin origin,
    String basePath,
    List<String> models,
    int tokensPerThousandBytes) {
  public Provider {
    models = List.copyOf(models);
    if (tokensPerThousandBytes < 1 || tokensPerThousandBytes > 1000) {
      throw new IllegalArgumentException(
          "provider %s: tokens per thousand bytes must be 1 to 1000, was %d"
              .formatted(name, tokensPerThousandBytes));
    }
  }

  /// The most tokens that text of this many bytes can become.
  public long tokensOf(long textBytes) {
    return Math.ceilDiv(Math.multiplyExact(textBytes, tokensPerThousandBytes), 1000L);
  }

  /// False if the configuration lists models and this is none of them. Without a list the price
  /// book says what it serves.
  public boolean mayServe(String model) {
    return models.isEmpty() || names(model);
  }

  boolean names(String model) {
    for (String pattern : models) {
      boolean prefix = pattern.endsWith("*");
      if (prefix
          ? model.startsWith(pattern.substring(0, pattern.length() - 1))
          : model.equals(pattern)) {
        return true;
      }
    }
    return false;
  }
}
