package dev.weir.exchange.requirement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The forms that FOCUS's attributes ask of a value.
final class Formats {
  private static final Pattern TIME =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  private static final String COUNTED = "[A-Za-z][A-Za-z0-9]*(?: [A-Za-z][A-Za-z0-9]*)*";
  private static final String SPANS = "(?:Years|Months|Days|Hours|Minutes|Seconds)";
  private static final Pattern UNIT =
      Pattern.compile(
          "%1$s|%1$s-%2$s|%1$s/(?:Year|Month|Day|Hour|Minute|Second)|[0-9]+ %1$s|%1$s/[0-9]+ %2$s"
              .formatted(COUNTED, SPANS));

  /// Codes that begin with X belong to no country, but for those of currency unions.
  private static final Set<String> UNIONS = Set.of("XAF", "XOF", "XPF", "XCD", "XCG");

  private static final Set<String> NATIONAL =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .filter(code -> !code.startsWith("X") || UNIONS.contains(code))
          .collect(Collectors.toUnmodifiableSet());

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Formats() {}

  /// `2026-11-01T00:00:00Z`, and a day there is.
  static boolean isTime(String text) {
    return TIME.matcher(text).matches() && time(text).isPresent();
  }

  static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  /// Three capitals, whatever they mean.
  static boolean isCurrency(String text) {
    return CURRENCY.matcher(text).matches();
  }

  /// A code of ISO 4217 that some country's money has.
  static boolean isNationalCurrency(String text) {
    return NATIONAL.contains(text);
  }

  /// `GB`, `Tokens`, `1000000 Tokens`, `Token-Hours`, `Requests/Day`, `Requests/3 Months`.
  static boolean isUnit(String text) {
    return UNIT.matcher(text).matches();
  }

  /// A text that is Unicode: no half of a pair, no mark of something that could not be read.
  static boolean isString(String text) {
    return text.codePoints()
        .noneMatch(c ->
            (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                || c == 0xFFFD
                || c == 0);
  }

  /// The object of a key-value format: its keys are unique; nothing if it is none.
  static Optional<ObjectNode> object(String text) {
    try {
      return JSON.readTree(text) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (JsonProcessingException none) {
      return Optional.empty();
    }
  }

  /// An object of scalars.
  static boolean isKeyValue(String text) {
    return object(text)
        .filter(object -> object.valueStream().noneMatch(JsonNode::isContainerNode))
        .isPresent();
  }
}
