package dev.weir.flow.identity;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a call is made for, so that what safety and quality cost is a figure. A caller names it in
/// the header `x-weir-purpose`; without one it is [#PRIMARY].
public enum Purpose {
  /// The application's own work.
  PRIMARY,
  GUARDRAIL,
  JUDGE,
  RERANK,
  SUMMARY,
  SHADOW,
  AUDIT,
  EMBEDDING,
  EVALUATION,
  OTHER;

  /// All codes, in the order pages show them.
  public static final List<String> CODES = Arrays.stream(values()).map(Purpose::code).toList();

  private static final Purpose[] ALL = values();

  private final String code = name().toLowerCase(Locale.ROOT);

  /// The name used on the wire, in the journal and in reports: `guardrail`.
  public String code() {
    return code;
  }

  public static Optional<Purpose> ofCode(String code) {
    for (Purpose purpose : ALL) {
      if (purpose.code.equals(code)) {
        return Optional.of(purpose);
      }
    }
    return Optional.empty();
  }
}
