package dev.weir.view.api;

import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.envelope.Envelope;
import dev.weir.value.envelope.EnvelopeTable;
import dev.weir.value.envelope.YearOfEnvelopes;
import dev.weir.view.api.Demand.Parameter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What cost centres are planned to cost, and how that compares with what they did.
final class EnvelopeRoutes {
  private static final String PATH = "/api/v1/envelopes";
  private static final int TABLE_BYTES = 16 << 20;
  private static final int TOLD_MAX = 5;

  private final RunningGateway gateway;
  private final Changes changes;

  EnvelopeRoutes(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
  }

  /// Envelopes as CSV: docs/envelopes.md.
  record EnvelopeFile() {}

  /// @param dryRun nothing was set; the years are as they would be
  record EnvelopeImport(boolean dryRun, List<EnvelopeYear> years) {}

  /// @param imported whether it was different from what is in force
  /// @param version in force now
  /// @param removed envelopes that were there and are no more
  record EnvelopeYear(
      int year,
      boolean imported,
      int version,
      int envelopes,
      BigDecimal plannedUsd,
      int added,
      int altered,
      int removed) {}

  record EnvelopeList(List<EnvelopeLine> envelopes) {}

  /// @param version of the year it is of
  record EnvelopeLine(
      String costCentre,
      YearMonth month,
      BigDecimal plannedUsd,
      Optional<String> note,
      int version,
      Instant at,
      String who) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.change(
                "PUT",
                "putEnvelopes",
                PATH,
                "Imports the envelopes of one or more years as CSV; all of them or none.")
            .asks(
                Parameter.text(
                    "replace", "true = envelopes of these years that it does not have end."),
                Parameter.text("dry_run", "true: nothing is set, what would be is answered."))
            .takes(EnvelopeFile.class, TABLE_BYTES)
            .answers(EnvelopeImport.class)
            .does(this::load),
        Endpoint.get("listEnvelopes", PATH, "What cost centres are planned to cost.")
            .asks(Parameter.number("year", "Only of this year."))
            .answers(EnvelopeList.class)
            .does(this::list),
        Endpoint.change("DELETE", "deleteEnvelopes", PATH + "/{id}", "Ends a year's envelopes.")
            .versioned()
            .answers(Pages.Changed.class)
            .does(inquiry -> changes.retire(Kind.ENVELOPES, inquiry.id(), List.of(), inquiry)));
  }

  private Answer load(Inquiry inquiry) {
    boolean replaces = isReplacing(inquiry);
    List<EnvelopeYear> told = new ArrayList<>();
    List<Change> different = new ArrayList<>();
    for (YearOfEnvelopes next : EnvelopeTable.read(inquiry.raw())) {
      Optional<Version> version = gateway.books().facts().current(Kind.ENVELOPES, next.id());
      YearOfEnvelopes before = inForce(next, version);
      List<YearOfEnvelopes.Place> missing = next.missingOf(before);
      if (!missing.isEmpty() && !replaces) {
        return missing(next, missing);
      }
      boolean same = next.equals(before);
      int number = version.map(Version::version).orElse(0);
      told.add(told(before, next, same ? number : number + 1));
      if (!same) {
        different.add(
            Change.of(Kind.ENVELOPES, next.id(), next.write(), inquiry.who(), inquiry.why())
                .expecting(number));
      }
    }
    boolean dryRun = inquiry.flag("dry_run");
    EnvelopeImport done = new EnvelopeImport(dryRun, told);
    return different.isEmpty() || dryRun
        ? Answer.of(done)
        : Changes.answer(gateway.books().publish(different), _ -> done);
  }

  private static YearOfEnvelopes inForce(YearOfEnvelopes next, Optional<Version> version) {
    return version
        .filter(it -> !it.retired())
        .map(it -> YearOfEnvelopes.read(it.id(), it.body()))
        .orElseGet(() -> new YearOfEnvelopes(next.year(), new TreeMap<>()));
  }

  private static Answer missing(YearOfEnvelopes next, List<YearOfEnvelopes.Place> missing) {
    return new Answer.Fault(
        409,
        "envelopes_missing",
        ("%d has %d envelopes that are not in the file, first %s: nothing was changed;"
                + " replace=true (--replace) ends them")
            .formatted(
                next.year(),
                missing.size(),
                missing.stream()
                    .limit(TOLD_MAX)
                    .map(YearOfEnvelopes.Place::toString)
                    .collect(Collectors.joining(", "))));
  }

  private static EnvelopeYear told(YearOfEnvelopes before, YearOfEnvelopes next, int version) {
    int removed = next.missingOf(before).size();
    int added = before.missingOf(next).size();
    int altered =
        (int)
            next.envelopes().entrySet().stream()
                .filter(each -> before.envelopes().containsKey(each.getKey()))
                .filter(each -> !each.getValue().equals(before.envelopes().get(each.getKey())))
                .count();
    return new EnvelopeYear(
        next.year(),
        !next.equals(before),
        version,
        next.envelopes().size(),
        next.planned(),
        added,
        altered,
        removed);
  }

  private static boolean isReplacing(Inquiry inquiry) {
    return switch (inquiry.asked("replace").orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      case String other ->
          throw new IllegalArgumentException(
              "parameter 'replace' is true or false, was '%s'".formatted(other));
    };
  }

  private Answer list(Inquiry inquiry) {
    Optional<String> year = inquiry.asked("year");
    return Answer.of(
        new EnvelopeList(
            changes.current(Kind.ENVELOPES).stream()
                .filter(version -> year.isEmpty() || year.get().equals(version.id()))
                .flatMap(version ->
                    YearOfEnvelopes.read(version.id(), version.body()).envelopes().values().stream()
                        .map(envelope -> line(envelope, version)))
                .toList()));
  }

  private static EnvelopeLine line(Envelope envelope, Version version) {
    return new EnvelopeLine(
        envelope.costCentre(),
        envelope.month(),
        envelope.planned().toUsd(),
        envelope.note(),
        version.version(),
        version.at(),
        version.who());
  }
}
