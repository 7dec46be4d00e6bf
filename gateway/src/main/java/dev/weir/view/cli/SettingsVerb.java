package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `weir settings`: what holds for the whole organisation.
@Command(
    name = "settings",
    description =
        "Show and change output floors, unpriced calls, the age of prices, the currency, haircuts.")
public final class SettingsVerb {
  private final Session session;

  public SettingsVerb(Session session) {
    this.session = session;
  }

  /// What becomes of a call whose model has no price.
  enum Unpriced {
    REFUSE,
    ALLOW
  }

  @Command(
      description = "Required tags, output floors, unpriced calls, upkeep of prices, currency.")
  int show(@Mixin ServerOption where) {
    return session.on(where, api -> session.show(api.get(Api.path("settings"))));
  }

  @Command(
      description = "Change what is named; everything else stays. 'weir tags require' is for tags.")
  int set(
      @Option(
              names = "--floor",
              paramLabel = "TOKENS",
              description = "No budget shortens an answer below this.")
          Optional<String> floor,
      @Option(
              names = "--floor-of",
              split = ",",
              paramLabel = "USE_CASE=TOKENS",
              description = "The floor of one use case; 'default' instead of TOKENS takes it back.")
          List<String> floorsOf,
      @Option(
              names = "--unpriced",
              paramLabel = "refuse|allow",
              description = "Calls whose model has no price; allowed ones are noted.")
          Optional<Unpriced> unpriced,
      @Option(
              names = "--prices-age-max",
              paramLabel = "DAYS",
              description = "Prices last seen at their source longer ago are told of, as '45d'.")
          Optional<String> pricesAge,
      @Option(
              names = "--currency",
              paramLabel = "CODE",
              description = "What reports state beside dollars, as EUR; it needs a rate.")
          Optional<String> currency,
      @Option(
              names = "--evidence-share",
              split = ",",
              paramLabel = "GRADE=SHARE",
              description =
                  "What of a value counts: 'did=0.7', 'untried_max=0.4'; see docs/outcomes.md.")
          List<String> evidenceShares,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    List<Floor> floors =
        floorsOf == null ? List.of() : floorsOf.stream().map(Floor::written).toList();
    List<String[]> shares =
        evidenceShares == null
            ? List.of()
            : evidenceShares.stream().map(text -> Written.pair("--evidence-share", text)).toList();
    if (floor.isEmpty()
        && shares.isEmpty()
        && floors.isEmpty()
        && unpriced.isEmpty()
        && pricesAge.isEmpty()
        && currency.isEmpty()) {
      throw new CommandFailure(
          Exit.USAGE,
          "settings set changes --floor, --floor-of, --unpriced, --prices-age-max, --currency or"
              + " --evidence-share; none was given");
    }
    Optional<Long> days = pricesAge.map(text -> Written.days("--prices-age-max", text));
    Optional<Long> usual = floor.map(text -> Written.whole("--floor", text));
    return change(
        session,
        where,
        why,
        settings -> {
          ObjectNode all = settings.withObjectProperty("output_floors");
          usual.ifPresent(tokens -> all.put("usual", tokens));
          floors.forEach(each -> each.putInto(all.withObjectProperty("by_use_case")));
          days.ifPresent(most -> settings.withObjectProperty("prices").put("age_days_max", most));
          currency.ifPresent(code -> settings.put("currency", code.toUpperCase(Locale.ROOT)));
          shares.forEach(
              pair -> settings.withObjectProperty("evidence_shares").put(pair[0], pair[1]));
          unpriced.ifPresent(
              what -> settings.put("unpriced", what.name().toLowerCase(Locale.ROOT)));
        });
  }

  /// @param tokens empty = as for every other use case
  private record Floor(String useCase, Optional<Long> tokens) {
    static Floor written(String text) {
      String[] pair = Written.pair("--floor-of", text);
      return new Floor(
          pair[0],
          pair[1].equals("default")
              ? Optional.empty()
              : Optional.of(Written.whole("--floor-of", pair[1])));
    }

    void putInto(ObjectNode floors) {
      tokens.ifPresentOrElse(least -> floors.put(useCase, least), () -> floors.remove(useCase));
    }
  }

  /// Changes a part of the settings; refused if somebody else changes them at the same time.
  static int change(Session session, ServerOption where, WhyOption why, Consumer<ObjectNode> what) {
    return session.on(
        where,
        api -> {
          JsonNode settings = api.get(Api.path("settings"));
          ObjectNode body = ((ObjectNode) settings).deepCopy();
          body.remove("version");
          what.accept(body);
          Query query = new Query();
          why.why().ifPresent(text -> query.add("why", text));
          query.add("expected_version", settings.path("version").asText());
          return session.changed(api.change("PUT", Api.path("settings") + query.text(), body));
        });
  }
}
