package dev.weir.flow.provider;

import dev.weir.base.http.Origin;
import dev.weir.flow.dialect.Wire;
import java.util.List;
import java.util.Set;

/// A provider as configured, without its credential.
///
/// @param name the name that tags and reports use
/// @param prices the provider's name in the price book
/// @param family how it wants to be asked
/// @param basePath what comes before a wire's own path; empty or `/…` without a slash at its end
/// @param models names it serves, exact or ending in `*`; empty = what the price book lists under
///   `prices`
/// @param account what its vendor knows only Weir's account by
/// @param tokensPerThousandBytes most input tokens per thousand UTF-8 bytes of text: 1000 is
///   provable for a byte-level encoding, less is measured
/// @param drop fields that are let go where a request that is translated for it says what its wire
///   cannot, by the caller's names without indexes
public record Provider(
    String name,
    String prices,
    Family family,
    Origin origin,
    String basePath,
    List<String> models,
    Account account,
    int tokensPerThousandBytes,
    Set<String> drop) {
  /// One at which nothing is Weir's own.
  public Provider(
      String name,
      String prices,
      Family family,
      Origin origin,
      String basePath,
      List<String> models,
      int tokensPerThousandBytes) {
    this(
        name,
        prices,
        family,
        origin,
        basePath,
        models,
        Account.usual(family),
        tokensPerThousandBytes,
        Set.of());
  }

  public Provider {
    models = List.copyOf(models);
    drop = Set.copyOf(drop);
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

  /// The provider's own name of a model.
  public String idOf(String model) {
    return account.id(model);
  }

  /// Where requests of a wire go, below the [#origin]: a path, and perhaps a query.
  ///
  /// @param model as calls name it
  public String pathOf(Wire wire, String model, boolean stream) {
    WirePath own = family.wires().get(wire);
    if (own == null) {
      throw new IllegalArgumentException(
          "provider %s is of the family %s, which does not speak %s"
              .formatted(name, family.name(), wire.code()));
    }
    return basePath + own.of(idOf(model), stream, account.places());
  }

  /// False if the configuration lists models and this is none of them. Without a list the price
  /// book says what it serves.
  public boolean mayServe(String model) {
    return models.isEmpty() || names(model);
  }

  /// Whether the configuration lists the model, itself or by a beginning.
  public boolean names(String model) {
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
