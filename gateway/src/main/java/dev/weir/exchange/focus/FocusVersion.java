package dev.weir.exchange.focus;

import java.util.Arrays;
import java.util.stream.Collectors;

/// A version of the FinOps Open Cost and Usage Specification that Weir writes.
public enum FocusVersion {
  V1_2("1.2"),
  V1_3("1.3"),
  V1_4("1.4");

  private final String text;

  FocusVersion(String text) {
    this.text = text;
  }

  /// Reads `1.2`, `1.3` or `1.4`.
  public static FocusVersion parse(String text) {
    return Arrays.stream(values())
        .filter(version -> version.text.equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "a FOCUS version is one of %s, was '%s'"
                    .formatted(
                        Arrays.stream(values())
                            .map(FocusVersion::toString)
                            .collect(Collectors.joining(", ")),
                        text)));
  }

  @Override
  public String toString() {
    return text;
  }
}
