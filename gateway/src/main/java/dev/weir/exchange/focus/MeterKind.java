package dev.weir.exchange.focus;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a meter's name says: which way its tokens go, of which kind and modality they are, or, of a
/// meter that counts no tokens, what it counts.
///
/// @param direction `Input` or `Output`; absent where no tokens are counted
/// @param tokenType `plain`, `cache_read`, `cache_write_5m`, `cache_write_1h`, `reasoning`,
///   `citation`; absent where no tokens are counted
/// @param modality `text`, `audio`, `image` or `video`; absent where no tokens are counted
/// @param unit in plural
/// @param per how many units a price is for
record MeterKind(
    Optional<String> direction,
    Optional<String> tokenType,
    Optional<String> modality,
    String unit,
    long per) {
  private static final long MILLION = 1_000_000;
  private static final List<String> MODALITIES = List.of("text", "audio", "image", "video");
  private static final Set<String> INPUT =
      Set.of("input", "cache_read", "cache_write", "cache_write_5m", "cache_write_1h");
  private static final Set<String> OUTPUT = Set.of("output", "reasoning");

  static MeterKind of(String meter) {
    if (meter.equals("citation")) {
      return tokens("Input", "citation", "text");
    }
    if (meter.equals("cache_storage")) {
      return units("Token-Hours");
    }
    if (meter.equals("training")) {
      return units("Tokens");
    }
    if (meter.equals("reasoning_beside")) {
      return tokens("Output", "reasoning", "text");
    }
    String modality =
        MODALITIES.stream().filter(name -> meter.startsWith(name + "_")).findFirst().orElse("");
    String rest = modality.isEmpty() ? meter : meter.substring(modality.length() + 1);
    String counted = modality.isEmpty() ? "text" : modality;
    if (INPUT.contains(rest)) {
      return tokens("Input", rest.equals("input") ? "plain" : rest, counted);
    }
    if (OUTPUT.contains(rest)) {
      return tokens("Output", rest.equals("output") ? "plain" : rest, counted);
    }
    return new MeterKind(Optional.empty(), Optional.empty(), Optional.empty(), plural(meter), 1);
  }

  private static MeterKind units(String unit) {
    return new MeterKind(Optional.empty(), Optional.empty(), Optional.empty(), unit, MILLION);
  }

  private static MeterKind tokens(String direction, String type, String modality) {
    return new MeterKind(
        Optional.of(direction), Optional.of(type), Optional.of(modality), "Tokens", MILLION);
  }

  /// `web_search` is counted in `Web Searches`.
  private static String plural(String meter) {
    StringBuilder text = new StringBuilder();
    for (String word : meter.split("_", -1)) {
      text.append(text.isEmpty() ? "" : " ")
          .append(word.substring(0, Math.min(1, word.length())).toUpperCase(Locale.ROOT))
          .append(word.substring(Math.min(1, word.length())));
    }
    String singular = text.toString();
    if (singular.endsWith("s")) {
      return singular;
    }
    return singular + (singular.endsWith("ch") || singular.endsWith("x") ? "es" : "s");
  }

  /// `1000000 Tokens`, `Requests`.
  String pricingUnit() {
    return per == 1 ? unit : per + " " + unit;
  }
}
