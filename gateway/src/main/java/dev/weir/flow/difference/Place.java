package dev.weir.flow.difference;

import dev.weir.flow.catalogue.ContextTier;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.catalogue.ModelPrices;
import dev.weir.flow.catalogue.PriceCell;
import dev.weir.flow.catalogue.ServiceTier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a price is of, whoever states it and whenever it holds. Models are the same in two
/// catalogues if provider and id are.
public record Place(
    String provider,
    String model,
    Meter meter,
    ServiceTier tier,
    String scope,
    ContextTier context) {
  private static final int ID_BYTES = 6;

  /// What a cell of a model is a price of.
  public static Place of(ModelPrices model, PriceCell cell) {
    return new Place(
        model.provider(), model.id(), cell.meter(), cell.tier(), cell.scope(), cell.context());
  }

  /// Twelve hexadecimal digits that name it, short enough to be typed.
  public String id() {
    String text =
        String.join(
            "\n",
            provider,
            model,
            meter.label(),
            tier.label(),
            scope,
            Long.toString(context.aboveInputTokens()),
            Boolean.toString(context.graduated()));
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
