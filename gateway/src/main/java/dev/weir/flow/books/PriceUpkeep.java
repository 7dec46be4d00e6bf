package dev.weir.flow.books;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// How prices are kept from growing old.
///
/// @param ageDaysMax catalogues that were last read at their source longer ago are told of
/// @param sources what `weir prices update` reads anew, in this order; at most 20
public record PriceUpkeep(int ageDaysMax, List<Source> sources) {
  public static final PriceUpkeep USUAL = new PriceUpkeep(45, List.of());

  private static final int AGE_DAYS_MOST = 3_650;
  private static final int SOURCES_MAX = 20;
  private static final int LOCATION_LENGTH_MAX = 2_000;

  /// A list of prices somewhere.
  ///
  /// @param format `weir`, `genai-prices` or `litellm`
  /// @param location a file, or an address that begins with `https://` or `http://`, as whoever
  ///   updates sees it
  public record Source(String format, String location) {
    private static final List<String> FORMATS = List.of("weir", "genai-prices", "litellm");

    public Source {
      if (!FORMATS.contains(format)) {
        throw new IllegalArgumentException(
            "settings: the format of a source of prices is one of %s, was '%s'"
                .formatted(FORMATS, format));
      }
      if (location.isBlank() || location.length() > LOCATION_LENGTH_MAX) {
        throw new IllegalArgumentException(
            "settings: the location of a source of prices has 1 to %d characters, was %d"
                .formatted(LOCATION_LENGTH_MAX, location.length()));
      }
    }
  }

  public PriceUpkeep {
    sources = List.copyOf(sources);
    if (ageDaysMax < 1 || ageDaysMax > AGE_DAYS_MOST) {
      throw new IllegalArgumentException(
          "settings: prices.age_days_max is 1 to %d, was %d".formatted(AGE_DAYS_MOST, ageDaysMax));
    }
    if (sources.size() > SOURCES_MAX) {
      throw new IllegalArgumentException(
          "settings: there are at most %d sources of prices, was %d"
              .formatted(SOURCES_MAX, sources.size()));
    }
  }

  void writeTo(ObjectNode body) {
    body.put("age_days_max", ageDaysMax);
    ArrayNode written = body.putArray("sources");
    sources.forEach(source ->
        written.addObject().put("format", source.format()).put("location", source.location()));
  }

  static PriceUpkeep read(Fields fields) {
    PriceUpkeep upkeep =
        new PriceUpkeep(
            Math.toIntExact(fields.number("age_days_max", USUAL.ageDaysMax)),
            fields.objects("sources").stream().map(PriceUpkeep::source).toList());
    fields.end();
    return upkeep;
  }

  private static Source source(Fields fields) {
    Source source = new Source(fields.text("format"), fields.text("location"));
    fields.end();
    return source;
  }
}
