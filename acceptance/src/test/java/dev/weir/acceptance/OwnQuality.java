package dev.weir.acceptance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/// How good outcomes of a gate's window were seen to be, worked out from what was told.
///
/// @param low one-sided bound of the mean at 95 %
record OwnQuality(long n, double mean, double low) {
  private static final double Z = 1.6448536269514722;

  static OwnQuality of(Signatories.Look look, OwnBooks books) {
    LocalDate last = OwnBooks.day(look.at()).minusDays(1);
    LocalDate first = last.minusDays(AgreedGates.WINDOW_DAYS - 1L);
    List<Double> seen =
        books.known(ScriptedYear.venture(look.useCase()), first, last, look.at()).stream()
            .flatMap(told -> told.quality().stream())
            .map(BigDecimal::doubleValue)
            .toList();
    int n = seen.size();
    double mean = seen.stream().mapToDouble(it -> it).average().orElseThrow();
    double squares = seen.stream().mapToDouble(it -> (it - mean) * (it - mean)).sum();
    return new OwnQuality(n, mean, mean - student(n - 1) * Math.sqrt(squares / (n - 1) / n));
  }

  /// The quantile of Student's t at 95 %, by Cornish and Fisher's expansion: to 1e-4 from 8 degrees
  /// of freedom on.
  private static double student(int degrees) {
    double z2 = Z * Z;
    double first = Z * (z2 + 1) / 4;
    double second = Z * ((5 * z2 + 16) * z2 + 3) / 96;
    double third = Z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
    double inverse = 1.0 / degrees;
    return Z + inverse * (first + inverse * (second + inverse * third));
  }

  /// As a gate names it.
  String standing() {
    double threshold = Double.parseDouble(AgreedGates.QUALITY);
    if (mean < threshold) {
      return "fails";
    }
    return low >= threshold ? "holds" : "cannot_tell";
  }
}
