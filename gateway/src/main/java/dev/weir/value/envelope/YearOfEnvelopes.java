package dev.weir.value.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.money.Total;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The envelopes of one year: what is imported, and kept as one fact, as a whole.
///
/// @param envelopes each cost centre and month once, all of the year
public record YearOfEnvelopes(int year, SortedMap<Place, Envelope> envelopes) {
  /// Where in the year an envelope stands.
  public record Place(String costCentre, YearMonth month) implements Comparable<Place> {
    static Place of(Envelope envelope) {
      return new Place(envelope.costCentre(), envelope.month());
    }

    @Override
    public int compareTo(Place other) {
      int byCentre = costCentre.compareTo(other.costCentre);
      return byCentre != 0 ? byCentre : month.compareTo(other.month);
    }

    @Override
    public String toString() {
      return costCentre + " " + month;
    }
  }

  public YearOfEnvelopes {
    envelopes = Collections.unmodifiableSortedMap(new TreeMap<>(envelopes));
  }

  /// The years that these envelopes are of, in order.
  static List<YearOfEnvelopes> of(SortedMap<Place, Envelope> envelopes) {
    SortedMap<Integer, SortedMap<Place, Envelope>> years = new TreeMap<>();
    envelopes.forEach((place, envelope) ->
        years.computeIfAbsent(place.month().getYear(), _ -> new TreeMap<>()).put(place, envelope));
    List<YearOfEnvelopes> all = new ArrayList<>();
    years.forEach((year, its) -> all.add(new YearOfEnvelopes(year, its)));
    return List.copyOf(all);
  }

  /// The name of its fact: `2026`.
  public String id() {
    return Integer.toString(year);
  }

  public BigDecimal planned() {
    return envelopes.values().stream()
        .map(Envelope::planned)
        .reduce(Total.ZERO, Total::plus)
        .toUsd();
  }

  /// What of another year's envelopes is not in this one.
  public List<Place> missingOf(YearOfEnvelopes other) {
    return other.envelopes.keySet().stream()
        .filter(place -> !envelopes.containsKey(place))
        .toList();
  }

  public ObjectNode write() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray("envelopes");
    for (Envelope envelope : envelopes.values()) {
      ObjectNode each =
          list.addObject()
              .put("cost_centre", envelope.costCentre())
              .put("month", envelope.month().toString())
              .put("amount_usd", plain(envelope.planned()));
      envelope.note().ifPresent(note -> each.put("note", note));
    }
    return body;
  }

  private static String plain(Total amount) {
    BigDecimal usd = amount.toUsd().stripTrailingZeros();
    return (usd.signum() == 0 ? BigDecimal.ZERO : usd).toPlainString();
  }

  /// Reads what [#write()] wrote.
  public static YearOfEnvelopes read(String id, ObjectNode body) {
    SortedMap<Place, Envelope> envelopes = new TreeMap<>();
    for (JsonNode each : body.path("envelopes")) {
      Envelope envelope =
          new Envelope(
              each.path("cost_centre").asText(),
              YearMonth.parse(each.path("month").asText()),
              Total.usd(new BigDecimal(each.path("amount_usd").asText())),
              Optional.ofNullable(each.get("note")).map(JsonNode::asText));
      envelopes.put(Place.of(envelope), envelope);
    }
    return new YearOfEnvelopes(Integer.parseInt(id), envelopes);
  }
}
