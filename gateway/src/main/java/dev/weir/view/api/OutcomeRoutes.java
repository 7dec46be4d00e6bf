package dev.weir.view.api;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.weir.flow.books.Operator.Role;
import dev.weir.flow.identity.TagNames;
import dev.weir.value.event.OutcomeRow;
import dev.weir.value.event.OutcomeSums;
import dev.weir.value.event.Outcomes;
import dev.weir.value.event.Outcomes.Before;
import dev.weir.value.event.Outcomes.Order;
import dev.weir.value.event.Taken;
import dev.weir.value.event.ToldText;
import dev.weir.value.event.ToldText.Problem;
import dev.weir.value.evidence.Evidence;
import dev.weir.value.evidence.Haircut;
import dev.weir.value.outcome.Appraisal;
import dev.weir.value.outcome.Appraisal.Appraised;
import dev.weir.value.outcome.Appraisal.Value;
import dev.weir.value.outcome.ToldOutcome;
import dev.weir.view.api.Demand.Parameter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Outcomes, told, corrected and taken back; row by row.
final class OutcomeRoutes {
  private static final String PATH = "/api/v1/outcomes";
  private static final int BODY_BYTES = 16 << 20;
  private static final int TOLD_MAX = 20;

  private final Outcomes outcomes;
  private final DefinitionRoutes definitions;

  OutcomeRoutes(RunningGateway gateway, DefinitionRoutes definitions) {
    this.outcomes = gateway.outcomes();
    this.definitions = definitions;
  }

  /// Outcomes; the fields of one are those of docs/outcomes.md.
  record OutcomeBatch(List<OutcomeFields> outcomes) {}

  /// One outcome, by the names of docs/outcomes.md.
  record OutcomeFields() {}

  /// @param recorded told for the first time
  /// @param corrected another content took the place of what was told before
  /// @param known told before, with the same content
  /// @param takenBack told before and taken back: not in force
  /// @param statedUsd value of all of them as it was stated or found
  /// @param claimableUsd what their grades of evidence leave of it
  /// @param unvalued outcomes of which nobody has said what they are worth
  record OutcomesTaken(
      boolean dryRun,
      int recorded,
      int corrected,
      int known,
      int takenBack,
      BigDecimal statedUsd,
      BigDecimal claimableUsd,
      long unvalued) {}

  record OutcomeVoids(String useCase, List<String> ids, String why) {}

  /// @param voided ids taken back
  /// @param missing ids that name no outcome of this use case in force
  record OutcomesVoided(List<String> voided, List<String> missing) {}

  /// @param next asks for the rows that follow, as `after`; nothing = there are no more
  record OutcomeList(List<OutcomeLine> outcomes, Optional<Long> next) {}

  /// All rows about an id, in their order.
  record OutcomeHistory(List<OutcomeLine> rows) {}

  /// @param row position of it, in order of receipt
  /// @param kind `told`, `correction` or `void`
  /// @param told field by field, as it was told
  /// @param statedUsd nothing = nobody has said what it is worth
  /// @param evidenceShare what the grade leaves of it
  /// @param definition version of the definition it was judged by
  /// @param rateCards versions of those it was valued by; `value.margin_share`: of the use case
  ///   whose margin it counts
  record OutcomeLine(
      long row,
      String outcomeId,
      String useCase,
      Instant occurredAt,
      BigDecimal quantity,
      boolean success,
      Optional<BigDecimal> statedUsd,
      Optional<BigDecimal> claimableUsd,
      Optional<Evidence> evidence,
      Optional<BigDecimal> evidenceShare,
      Map<String, String> told,
      int definition,
      Map<String, Integer> rateCards,
      String kind,
      Instant at,
      String who,
      String why) {
    static OutcomeLine of(OutcomeRow row, Haircut haircut) {
      ToldOutcome told = row.what().told();
      Optional<Value> value = row.what().value();
      return new OutcomeLine(
          row.position(),
          told.id(),
          told.useCase(),
          told.occurredAt(),
          told.quantity(),
          row.what().success(),
          value.map(Value::usd),
          value.map(it -> haircut.cut(it.evidence(), it.usd())),
          value.map(Value::evidence),
          value.map(it -> haircut.share(it.evidence())),
          told.fields(),
          row.what().definition(),
          row.what().rates(),
          row.kind().code(),
          row.at(),
          row.who(),
          row.why());
    }
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.change("POST", "tellOutcomes", PATH, "Takes outcomes, each once; all or none.")
            .asks(
                Parameter.text("format", "json (default; one, a list, or line by line) or csv."),
                Parameter.text("correct", "true: takes the place of what was told before."),
                Parameter.text("dry_run", "true: nothing is taken, what would be is answered."))
            .takes(OutcomeBatch.class, BODY_BYTES)
            .answers(OutcomesTaken.class)
            .does(this::tell),
        Endpoint.change("POST", "voidOutcomes", PATH + "/void", "Takes outcomes back.")
            .takes(OutcomeVoids.class)
            .answers(OutcomesVoided.class)
            .does(this::takeBack),
        Endpoint.get("listOutcomes", PATH, "Outcomes in force, one by one.")
            .asks(
                Parameter.text(
                    "use_case", "Whose; also those in which it has a share. All if not said."),
                Ranges.FROM,
                Ranges.TO,
                Ranges.ZONE,
                Parameter.text(
                    "call_id", "Only of this call; `(none)` = that name none, as below."),
                Parameter.text("session_id", "Only of this session."),
                Parameter.text("ticket", "Only of this ticket."),
                Parameter.text("user", "Only of this user."),
                Parameter.text(
                    "only",
                    "all (default); succeeded; unlinked: those of them that name neither call,"
                        + " session nor ticket."),
                Parameter.number("after", "Only behind this row; 0."),
                Parameter.number("limit", "1 to 1,000; 100 by default."))
            .answers(OutcomeList.class)
            .does(this::list),
        Endpoint.get("getOutcome", PATH + "/{id}", "All that was told of an outcome, row by row.")
            .answers(OutcomeHistory.class)
            .does(inquiry -> {
              List<OutcomeRow> rows = outcomes.history(inquiry.id());
              return rows.isEmpty()
                  ? Answer.missing("outcome", inquiry.id())
                  : Answer.of(new OutcomeHistory(lines(rows)));
            }));
  }

  private Answer tell(Inquiry inquiry) {
    ToldText.Batch batch =
        switch (inquiry.asked("format").orElse("json")) {
          case "json" -> ToldText.json(inquiry.raw());
          case "csv" -> ToldText.csv(inquiry.raw());
          case String other ->
              throw new IllegalArgumentException(
                  "parameter 'format' is json or csv, was '%s'".formatted(other));
        };
    boolean correcting = inquiry.flag("correct");
    List<Problem> problems = new ArrayList<>(batch.problems());
    List<Appraised> appraised = appraised(batch, correcting, inquiry, problems);
    if (!problems.isEmpty()) {
      return refused(problems);
    }
    Order order = new Order(inquiry.now(), inquiry.who(), inquiry.why(), correcting);
    boolean dryRun = inquiry.flag("dry_run");
    return switch (outcomes.take(appraised, order, dryRun)) {
      case Taken.Done done -> Answer.of(page(done, appraised, dryRun));
      case Taken.Clashing clashing ->
          refused(
              clashing.clashes().stream()
                  .map(clash ->
                      new Problem(
                          batch.numbers().get(clash.index()), clash.id(), clash.what(), true))
                  .toList());
    };
  }

  private List<Appraised> appraised(
      ToldText.Batch batch, boolean correcting, Inquiry inquiry, List<Problem> problems) {
    Appraisal appraisal = definitions.appraisal(inquiry.now());
    boolean moves = inquiry.operator().filter(it -> it.role() == Role.ADMIN).isPresent();
    Map<String, Before> known =
        correcting && !moves
            ? outcomes.before(
                batch.outcomes().stream().map(ToldOutcome::id).collect(toUnmodifiableSet()))
            : Map.of();
    List<Appraised> appraised = new ArrayList<>();
    for (int i = 0; i < batch.outcomes().size(); i++) {
      ToldOutcome told = batch.outcomes().get(i);
      try {
        appraised.add(appraisal.of(told, correcting));
        Optional.ofNullable(known.get(told.id()))
            .ifPresent(was -> appraisal.requireMove(told, was.occurredAt(), was.firstTold()));
      } catch (IllegalArgumentException wrong) {
        problems.add(
            new Problem(
                batch.numbers().get(i), told.id(), String.valueOf(wrong.getMessage()), false));
      }
    }
    return appraised;
  }

  private List<OutcomeLine> lines(List<OutcomeRow> rows) {
    Haircut haircut = outcomes.haircut();
    return rows.stream().map(row -> OutcomeLine.of(row, haircut)).toList();
  }

  private OutcomesTaken page(Taken.Done done, List<Appraised> all, boolean dryRun) {
    List<Value> values = all.stream().flatMap(each -> each.value().stream()).toList();
    return new OutcomesTaken(
        dryRun,
        done.recorded(),
        done.corrected(),
        done.known(),
        done.takenBack(),
        values.stream().map(Value::usd).reduce(BigDecimal.ZERO, BigDecimal::add),
        values.stream()
            .map(value -> outcomes.haircut().cut(value.evidence(), value.usd()))
            .reduce(BigDecimal.ZERO, BigDecimal::add),
        all.size() - values.size());
  }

  /// A conflict is told as one when nothing else is wrong.
  private static Answer refused(List<Problem> problems) {
    String told =
        problems.stream()
            .sorted(Comparator.comparingInt(Problem::row))
            .limit(TOLD_MAX)
            .map(Problem::toString)
            .collect(joining("; "));
    String message =
        "nothing was taken, as %d outcome%s cannot be: %s%s"
            .formatted(
                problems.size(),
                problems.size() == 1 ? "" : "s",
                told,
                problems.size() > TOLD_MAX
                    ? "; and %d more".formatted(problems.size() - TOLD_MAX)
                    : "");
    return problems.stream().allMatch(Problem::isConflict)
        ? new Answer.Fault(409, "outcome_conflict", message)
        : Answer.invalid(message);
  }

  private Answer takeBack(Inquiry inquiry) {
    inquiry.requireOnly(Set.of("use_case", "ids", "why"));
    Set<String> ids = new TreeSet<>(inquiry.texts("ids"));
    Order order = new Order(inquiry.now(), inquiry.who(), inquiry.text("why"), false);
    List<String> voided = outcomes.takeBack(inquiry.text("use_case"), ids, order);
    voided.forEach(ids::remove);
    return Answer.of(new OutcomesVoided(voided, List.copyOf(ids)));
  }

  private static Outcomes.Only only(Inquiry inquiry) {
    return switch (inquiry.asked("only").orElse("all")) {
      case "all" -> Outcomes.Only.ALL;
      case "succeeded" -> Outcomes.Only.SUCCEEDED;
      case "unlinked" -> Outcomes.Only.UNLINKED;
      case String other ->
          throw new IllegalArgumentException(
              "parameter 'only' is all, succeeded or unlinked, was '%s'".formatted(other));
    };
  }

  private Answer list(Inquiry inquiry) {
    Map<String, String> links = new TreeMap<>();
    for (String link : List.of("call_id", "session_id", "ticket", "user")) {
      inquiry
          .asked(link)
          .ifPresent(value ->
              links.put(
                  link,
                  link.equals(TagNames.USER)
                      ? inquiry.veil().meant("parameter 'user'", value)
                      : value));
    }
    int limit = inquiry.number("limit", 100);
    if (limit < 1 || limit > Outcomes.PAGE_MAX) {
      throw new IllegalArgumentException(
          "parameter 'limit' is 1 to %,d, was '%d'".formatted(Outcomes.PAGE_MAX, limit));
    }
    Outcomes.Query query =
        new Outcomes.Query(OutcomeSumRoutes.span(inquiry), links, only(inquiry), OutcomeSums.NOW);
    List<OutcomeRow> rows = outcomes.list(query, inquiry.number("after", 0), limit);
    return Answer.of(
        new OutcomeList(
            lines(rows),
            rows.size() < limit ? Optional.empty() : Optional.of(rows.getLast().position())));
  }
}
