package dev.weir.flow.books;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.money.Currency;
import dev.weir.flow.identity.TagRegistry;
import dev.weir.flow.rule.OutputFloors;
import dev.weir.flow.rule.RuleBook.Unpriced;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the whole organisation has set once.
///
/// @param requiredTags tags every call must carry
/// @param floors shortest useful answers
/// @param unpriced what happens to calls that cannot be priced
/// @param prices how old they may be, and where they are read anew
/// @param currency ISO 4217; what reports state beside dollars
/// @param evidenceShares what counts of a value, by grade of its evidence, and `untried_max`; one
///   that is not there has its usual share
public record Settings(
    List<String> requiredTags,
    OutputFloors floors,
    Unpriced unpriced,
    PriceUpkeep prices,
    String currency,
    SortedMap<String, BigDecimal> evidenceShares) {
  /// The id of the one thing of kind [Kind#SETTINGS].
  public static final String ID = "organisation";

  public static final Settings USUAL =
      new Settings(
          TagRegistry.REQUIRED_BY_DEFAULT,
          OutputFloors.USUAL,
          Unpriced.REFUSE,
          PriceUpkeep.USUAL,
          Currency.USD,
          new TreeMap<>());

  public Settings {
    requiredTags = List.copyOf(requiredTags);
    evidenceShares = Collections.unmodifiableSortedMap(new TreeMap<>(evidenceShares));
  }

  /// Whether reports are in dollars alone.
  public boolean isInDollars() {
    return Currency.isDollar(currency);
  }

  public ObjectNode write() {
    ObjectNode body = Json.newObject();
    ArrayNode required = body.putArray("required_tags");
    requiredTags.forEach(required::add);
    ObjectNode floor = body.putObject("output_floors").put("usual", floors.usual());
    ObjectNode byUseCase = floor.putObject("by_use_case");
    floors.byUseCase().forEach(byUseCase::put);
    body.put("unpriced", unpriced.name().toLowerCase(Locale.ROOT));
    prices.writeTo(body.putObject("prices"));
    ObjectNode shares = body.putObject("evidence_shares");
    evidenceShares.forEach((grade, share) -> shares.put(grade, share.toPlainString()));
    return body.put("currency", currency);
  }

  /// Reads what [#write()] writes; a field that is absent has its usual value.
  public static Settings read(ObjectNode body) {
    Fields fields = new Fields("settings", body);
    Settings settings =
        new Settings(
            body.has("required_tags") ? fields.texts("required_tags") : USUAL.requiredTags(),
            floors(fields.object("output_floors")),
            fields.choice("unpriced", Unpriced.class, Unpriced.REFUSE),
            PriceUpkeep.read(fields.object("prices")),
            fields.optionalText("currency").orElse(USUAL.currency()),
            new TreeMap<>(fields.decimalMembers("evidence_shares")));
    fields.end();
    return settings;
  }

  private static OutputFloors floors(Fields fields) {
    OutputFloors floors =
        new OutputFloors(
            fields.number("usual", OutputFloors.USUAL.usual()),
            new TreeMap<>(fields.numberMembers("by_use_case")));
    fields.end();
    return floors;
  }
}
