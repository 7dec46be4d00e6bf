package dev.weir.exchange.focus;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What an export is written as.
public enum FocusFormat {
  /// FOCUS's columns of the version, then Weir's own.
  CSV("text/csv; charset=utf-8"),
  /// What FOCUS wants beside the data: the schema, and who made it.
  METADATA("application/json"),
  /// Datadog's custom costs.
  DATADOG("application/json"),
  /// Vantage's custom provider.
  VANTAGE("text/csv; charset=utf-8"),
  /// CloudZero's common bill format.
  CLOUDZERO("text/csv; charset=utf-8");

  private final String mediaType;

  FocusFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /// Reads a format's name in lower case.
  public static FocusFormat parse(String text) {
    List<FocusFormat> all = List.of(values());
    return all.stream()
        .filter(format -> format.toString().equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "an export's format is one of %s, was '%s'"
                    .formatted(
                        Arrays.stream(values())
                            .map(FocusFormat::toString)
                            .collect(Collectors.joining(", ")),
                        text)));
  }

  public String mediaType() {
    return mediaType;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
