package dev.weir.view.api;

import dev.weir.flow.books.Kind;
import dev.weir.flow.books.PriceUpkeep;
import dev.weir.flow.books.Settings;
import dev.weir.flow.books.Version;
import dev.weir.flow.rule.RuleBook.Unpriced;
import dev.weir.value.evidence.Haircut;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the organisation has set once.
final class SettingsRoutes {
  private static final String PATH = "/api/v1/settings";

  private final RunningGateway gateway;
  private final Changes changes;

  SettingsRoutes(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
  }

  /// A field that is left out has its usual value.
  ///
  /// @param currency the organisation's, as `EUR`; the price book has a rate of it
  /// @param evidenceShares what of a value counts, by grade: rct, did, before_after, opinion; and
  ///   `untried_max`, the most that does while no experiment has shown the AI's share
  record SettingsText(
      Optional<List<String>> requiredTags,
      Optional<OutputFloorsText> outputFloors,
      Optional<Unpriced> unpriced,
      Optional<PriceUpkeepText> prices,
      Optional<String> currency,
      Optional<Map<String, BigDecimal>> evidenceShares) {}

  /// @param ageDaysMax catalogues last read at their source longer ago are told of; 45 by default
  /// @param sources what `weir prices update` reads anew
  record PriceUpkeepText(Optional<Integer> ageDaysMax, Optional<List<PriceSourceText>> sources) {}

  /// @param format weir, genai-prices or litellm
  /// @param location a file, or an address that begins with https:// or http://
  record PriceSourceText(String format, String location) {}

  record OutputFloorsText(Optional<Long> usual, Optional<Map<String, Long>> byUseCase) {}

  /// @param version 0 = never set
  record SettingsPage(
      int version,
      List<String> requiredTags,
      OutputFloorsText outputFloors,
      Unpriced unpriced,
      PriceUpkeepText prices,
      String currency,
      Map<String, BigDecimal> evidenceShares) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("getSettings", PATH, "The organisation's settings.")
            .answers(SettingsPage.class)
            .does(this::get),
        Endpoint.change("PUT", "putSettings", PATH, "Replaces the organisation's settings.")
            .versioned()
            .takes(SettingsText.class)
            .answers(Pages.Changed.class)
            .does(this::put));
  }

  private Answer put(Inquiry inquiry) {
    var _ = Haircut.of(Settings.read(inquiry.body()).evidenceShares());
    return changes.put(Kind.SETTINGS, Settings.ID, inquiry.body(), inquiry);
  }

  private Answer get(Inquiry inquiry) {
    Settings settings = gateway.books().inForce().settings();
    int version = changes.current(Kind.SETTINGS, Settings.ID).map(Version::version).orElse(0);
    return Answer.of(
        new SettingsPage(
            version,
            settings.requiredTags(),
            new OutputFloorsText(
                Optional.of(settings.floors().usual()), Optional.of(settings.floors().byUseCase())),
            settings.unpriced(),
            page(settings.prices()),
            settings.currency(),
            shares(Haircut.of(settings.evidenceShares()))));
  }

  private static Map<String, BigDecimal> shares(Haircut haircut) {
    Map<String, BigDecimal> shares = byGrade(haircut);
    shares.put(Haircut.UNTRIED_MAX, haircut.untriedMax());
    return shares;
  }

  static Map<String, BigDecimal> byGrade(Haircut haircut) {
    Map<String, BigDecimal> shares = new TreeMap<>();
    haircut.shares().forEach((grade, share) -> shares.put(grade.code(), share));
    return shares;
  }

  private static PriceUpkeepText page(PriceUpkeep upkeep) {
    return new PriceUpkeepText(
        Optional.of(upkeep.ageDaysMax()),
        Optional.of(
            upkeep.sources().stream()
                .map(source -> new PriceSourceText(source.format(), source.location()))
                .toList()));
  }
}
