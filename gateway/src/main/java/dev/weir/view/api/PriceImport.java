package dev.weir.view.api;

import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.importer.GenaiPrices;
import dev.weir.flow.importer.Imported;
import dev.weir.flow.importer.LitellmMap;
import dev.weir.view.api.Demand.Parameter;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A catalogue that a request brings, in one of the formats of docs/pricing.md.
final class PriceImport {
  static final int CATALOGUE_BYTES = 64 << 20;
  static final Parameter FORMAT =
      Parameter.text("format", "weir (default), genai-prices or litellm.");
  static final Parameter OBSERVED_AT =
      Parameter.text("observed_at", "The day a public catalogue was fetched; default today.");

  private PriceImport() {}

  /// @param expected the version it is made against; empty = whatever is in force
  static Change change(Imported imported, OptionalInt expected, Inquiry inquiry) {
    return new Change(
        Kind.PRICES,
        imported.catalogue().name(),
        Json.object(imported.catalogue().toJson()),
        false,
        expected,
        inquiry.who(),
        inquiry.why());
  }

  static Imported own(Catalogue catalogue) {
    int cells = catalogue.models().stream().mapToInt(model -> model.cells().size()).sum();
    return new Imported(catalogue, cells, Map.of(), Map.of(), List.of(), List.of(), List.of());
  }

  /// Anything that cannot be read is an [IllegalArgumentException] that says what.
  static Imported read(Inquiry inquiry) {
    LocalDate observed =
        inquiry
            .asked("observed_at")
            .map(PriceImport::day)
            .orElseGet(() -> LocalDate.ofInstant(inquiry.now(), ZoneOffset.UTC));
    String text = inquiry.raw();
    Optional<String> asked = inquiry.asked("format");
    if (asked.isEmpty()) {
      return own(unnamed(text));
    }
    String format = asked.get();
    return switch (format) {
      case "weir" -> own(Catalogue.parse(text));
      case "genai-prices" -> GenaiPrices.read(text, observed);
      case "litellm" -> LitellmMap.read(text, observed);
      default ->
          throw new IllegalArgumentException(
              "parameter 'format' is one of weir, genai-prices, litellm, was '%s'"
                  .formatted(format));
    };
  }

  private static Catalogue unnamed(String text) {
    try {
      return Catalogue.parse(text);
    } catch (IllegalArgumentException foreign) {
      throw new IllegalArgumentException(
          "without a format this is read as Weir's own; a public catalogue needs format=genai-prices"
              + " or format=litellm (--format): "
              + foreign.getMessage(),
          foreign);
    }
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException unreadable) {
      throw new IllegalArgumentException(
          "parameter 'observed_at' is a date as 2026-11-01, was '%s'".formatted(text), unreadable);
    }
  }
}
