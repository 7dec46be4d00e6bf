package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.baseline.Baseline;
import dev.weir.value.baseline.BaselineText;
import dev.weir.value.baseline.Comparand;
import dev.weir.value.baseline.Figure;
import dev.weir.value.baseline.Observations;
import dev.weir.value.baseline.Observed;
import dev.weir.value.baseline.Period;
import dev.weir.value.baseline.Pilot;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// What the work of use cases took before AI, and how that is measured.
final class BaselineRoutes {
  private static final String PATH = "/api/v1/baselines";
  private static final String OBSERVATIONS = "observations";
  private static final int OBSERVATIONS_BYTES = 16 << 20;

  private final Changes changes;

  BaselineRoutes(Changes changes) {
    this.changes = changes;
  }

  /// One, or a pilot: docs/baselines.md.
  record BaselineBody() {}

  /// Units with what was noted of them, as CSV or JSON: docs/baselines.md.
  record ObservationFile() {}

  record BaselineList(List<BaselinePage> baselines) {}

  /// @param form `baseline`, or `pilot` while it is being measured
  /// @param evidence what a value may claim that rests on it alone
  /// @param n units observed
  /// @param unitsPlanned units that reach the goals of the pilot
  /// @param expectedLossUsdPerUnit what errors cost a unit on average
  /// @param claimsBlocked why no value may be claimed against it
  /// @param terms all of it, as it is kept
  record BaselinePage(
      String useCase,
      String form,
      String unit,
      Optional<String> source,
      Optional<String> evidence,
      Optional<Long> n,
      Optional<Long> unitsPlanned,
      Optional<LocalDate> from,
      Optional<LocalDate> until,
      Optional<BaselineFigure> volumePerMonth,
      Optional<BaselineFigure> minutesPerUnit,
      Optional<BaselineFigure> costPerUnitUsd,
      Optional<BaselineFigure> errorRate,
      Optional<BigDecimal> expectedLossUsdPerUnit,
      Optional<BigDecimal> expectedLossUsdPerMonth,
      LocalDate expires,
      boolean stale,
      Optional<String> claimsBlocked,
      int version,
      Instant at,
      String who,
      ObjectNode terms) {}

  record BaselineFigure(
      BigDecimal value, Optional<BigDecimal> low, Optional<BigDecimal> high, Optional<Long> n) {
    static BaselineFigure of(Figure figure) {
      return new BaselineFigure(
          figure.value(),
          figure.range().map(Figure.Range::low),
          figure.range().map(Figure.Range::high),
          figure.n());
    }
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("listBaselines", PATH, "What the work of use cases took before AI.")
            .answers(BaselineList.class)
            .does(this::list),
        Endpoint.get("getBaseline", PATH + "/{id}", "The baseline of a use case, or its pilot.")
            .answers(BaselinePage.class)
            .does(this::show),
        Endpoint.change(
                "PUT",
                "putBaseline",
                PATH + "/{id}",
                "Says what a unit took before AI, or how that is being measured.")
            .ofUseCase()
            .versioned()
            .takes(BaselineBody.class)
            .answers(Pages.Changed.class)
            .does(this::put),
        Endpoint.change("DELETE", "deleteBaseline", PATH + "/{id}", "Takes a baseline back.")
            .ofUseCase()
            .versioned()
            .answers(Pages.Changed.class)
            .does(inquiry -> changes.retire(Kind.BASELINE, inquiry.id(), List.of(), inquiry)),
        Endpoint.change(
                "POST",
                "observeBaseline",
                PATH + "/{id}/observations",
                "Takes all that a pilot observed, as CSV or JSON, and makes the baseline of it.")
            .ofUseCase()
            .versioned()
            .takes(ObservationFile.class, OBSERVATIONS_BYTES)
            .answers(Pages.Changed.class)
            .does(this::observe));
  }

  private Answer list(Inquiry inquiry) {
    return Answer.of(
        new BaselineList(
            changes.current(Kind.BASELINE).stream()
                .map(version -> page(version, inquiry.now()))
                .toList()));
  }

  private Answer show(Inquiry inquiry) {
    return changes
        .current(Kind.BASELINE, inquiry.id())
        .<Answer>map(version -> Answer.of(page(version, inquiry.now())))
        .orElseGet(() -> Answer.missing("baseline", inquiry.id()));
  }

  private Answer put(Inquiry inquiry) {
    if (inquiry.body().has(OBSERVATIONS)) {
      throw new IllegalArgumentException(
          "baseline '%s': field '%s' is made of what is sent to %s/%s/%s, not stated"
              .formatted(inquiry.id(), OBSERVATIONS, PATH, inquiry.id(), OBSERVATIONS));
    }
    Comparand _ = BaselineText.read(inquiry.id(), inquiry.body());
    return changes.put(Kind.BASELINE, inquiry.id(), inquiry.body(), inquiry);
  }

  private Answer observe(Inquiry inquiry) {
    Optional<Version> version = changes.current(Kind.BASELINE, inquiry.id());
    if (version.isEmpty()) {
      return Answer.missing("baseline", inquiry.id());
    }
    Optional<Pilot> pilot = pilot(BaselineText.read(inquiry.id(), version.get().body()));
    if (pilot.isEmpty()) {
      return new Answer.Fault(
          409,
          "pilot_missing",
          "baseline '%s' is stated and no pilot measures it: put a pilot first"
              .formatted(inquiry.id()));
    }
    Observed observed = observed(pilot.get(), inquiry.content());
    ObjectNode body =
        BaselineText.measured(
            pilot.get(), version.get().body(), observed, over(pilot.get(), inquiry.now()));
    Comparand _ = BaselineText.read(inquiry.id(), body);
    return warned(
        changes.put(Kind.BASELINE, inquiry.id(), body, inquiry), pilot.get(), observed.units());
  }

  private static Optional<Pilot> pilot(Comparand comparand) {
    return switch (comparand) {
      case Pilot pilot -> Optional.of(pilot);
      case Baseline baseline -> baseline.measured().map(Baseline.Measured::pilot);
    };
  }

  private static Observed observed(Pilot pilot, Content content) {
    String text = content.text();
    return text.stripLeading().startsWith("{")
        ? Observations.ofJson(pilot, Json.object(text), sha256(content.bytes()))
        : Observations.ofCsv(pilot, text, sha256(content.bytes()));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// The days of the pilot that are over, the running one among them.
  private static Period over(Pilot pilot, Instant now) {
    LocalDate tomorrow = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1);
    LocalDate until = tomorrow.isBefore(pilot.period().until()) ? tomorrow : pilot.period().until();
    if (!pilot.period().from().isBefore(until)) {
      throw new IllegalArgumentException(
          "baseline '%s': field 'pilot.from' is over before observations come in, was %s"
              .formatted(pilot.useCase(), pilot.period().from()));
    }
    return new Period(pilot.period().from(), until);
  }

  private static Answer warned(Answer answer, Pilot pilot, long units) {
    return answer instanceof Answer.Page(Pages.Changed changed) && units < pilot.units()
        ? Answer.of(
            changed.warning(
                List.of(
                    "%d observations of the %d planned: intervals are wider than was wanted"
                        .formatted(units, pilot.units()))))
        : answer;
  }

  private static BaselinePage page(Version version, Instant now) {
    return switch (BaselineText.read(version.id(), version.body())) {
      case Baseline baseline -> page(version, baseline, now);
      case Pilot pilot -> page(version, pilot);
    };
  }

  private static BaselinePage page(Version version, Baseline of, Instant now) {
    Baseline.Figures figures = of.figures();
    boolean knowsLoss = !of.consequences().isEmpty();
    return new BaselinePage(
        of.useCase(),
        "baseline",
        of.unit(),
        Optional.of(of.origin().source().code()),
        Optional.of(of.origin().evidence().code()),
        of.origin().n(),
        of.measured().map(it -> it.pilot().units()),
        of.origin().period().map(Period::from),
        of.origin().period().map(Period::until),
        figures.volume().map(BaselineFigure::of),
        figures.minutes().map(BaselineFigure::of),
        figures.costUsd().map(BaselineFigure::of),
        figures.errorRate().map(BaselineFigure::of),
        knowsLoss ? Optional.of(of.expectedLossUsd()) : Optional.empty(),
        knowsLoss ? of.expectedLossUsdPerMonth() : Optional.empty(),
        of.expires(),
        of.isStale(now),
        of.blocksClaims(now),
        version.version(),
        version.at(),
        version.who(),
        version.body());
  }

  private static BaselinePage page(Version version, Pilot pilot) {
    return new BaselinePage(
        pilot.useCase(),
        "pilot",
        pilot.unit(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(pilot.units()),
        Optional.of(pilot.period().from()),
        Optional.of(pilot.period().until()),
        pilot.volume().map(BaselineFigure::of),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        pilot.expires(),
        false,
        Optional.of(
            "baseline '%s' is still being measured: no value is claimed against it yet"
                .formatted(pilot.useCase())),
        version.version(),
        version.at(),
        version.who(),
        version.body());
  }
}
