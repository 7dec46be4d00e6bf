package dev.weir.value.gate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Fields;
import dev.weir.value.criterion.Criterion;
import dev.weir.value.criterion.CriterionText;
import dev.weir.value.criterion.Metric;
import dev.weir.value.portfolio.Safeguards;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.ramp.Projection;
import dev.weir.value.ramp.Ramp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A gate as JSON; docs/gates.md.
public final class GateText {
  private static final String MARGIN = "margin";
  private static final String PROOF = "proof";
  private static final String OUTCOMES_MIN = "outcomes_min";

  private GateText() {}

  /// Reads one that is in force: every metric was told when it was put.
  public static Gate read(UseCase useCase, Destination to, ObjectNode body, Safeguards safeguards) {
    return read(useCase, to, body, safeguards, EnumSet.allOf(Metric.class));
  }

  /// @param safeguards of the use case: of its proof what the gate itself does not state
  /// @param told metrics that something here tells; those of a projection need one in the gate
  /// @throws IllegalArgumentException naming the gate, the field, the rule and the value seen
  public static Gate read(
      UseCase useCase, Destination to, ObjectNode body, Safeguards safeguards, Set<Metric> told) {
    String thing = "gate '%s'".formatted(Gate.id(useCase.id(), to));
    try {
      Proof usual = GateDefaults.proof(safeguards, to);
      return gate(useCase, to, new Fields(thing, body), usual, metrics(told, body));
    } catch (IllegalArgumentException wrong) {
      String message = String.valueOf(wrong.getMessage());
      throw message.startsWith(thing)
          ? wrong
          : new IllegalArgumentException(thing + ": " + message, wrong);
    }
  }

  private static Set<Metric> metrics(Set<Metric> told, ObjectNode body) {
    return Arrays.stream(Metric.values())
        .filter(each -> each.isOfProjection() ? body.hasNonNull("projection") : told.contains(each))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Metric.class)));
  }

  private static Gate gate(
      UseCase useCase, Destination to, Fields fields, Proof usual, Set<Metric> told) {
    Fields proof = fields.object(PROOF);
    Fields caps = fields.object("until_proven");
    Gate gate =
        new Gate(
            useCase.id(),
            to,
            Math.toIntExact(fields.number("window_days", GateDefaults.WINDOW_DAYS)),
            criteria(fields, "criteria", told),
            useCase.workload().map(it -> WorkloadCriteria.of(it, to)).orElse(List.of()),
            kill(fields, told),
            criteria(fields, "guards", told),
            new Proof(
                proof.optionalDecimal(MARGIN).orElse(usual.margin()),
                proof.number(OUTCOMES_MIN, usual.outcomesMin())),
            Allowed.read(caps),
            fields.has("projection")
                ? Optional.of(Projection.read(fields.object("projection")))
                : Optional.empty(),
            ramp(fields),
            Math.toIntExact(fields.number("proposal_days", GateDefaults.PROPOSAL_DAYS)),
            fields.optionalText("budget").orElse(useCase.id()));
    proof.end();
    caps.end();
    fields.end();
    return gate;
  }

  private static Optional<Ramp> ramp(Fields fields) {
    if (!fields.has("ramp")) {
      return Optional.empty();
    }
    Fields own = fields.object("ramp");
    Ramp ramp = Ramp.read(own);
    own.end();
    return Optional.of(ramp);
  }

  private static List<Criterion> criteria(Fields fields, String name, Set<Metric> told) {
    List<Criterion> criteria = new ArrayList<>();
    for (Fields each : fields.objects(name)) {
      criteria.add(CriterionText.read(numbered(name, criteria.size()), each, told));
      each.end();
    }
    return criteria;
  }

  private static List<Kill> kill(Fields fields, Set<Metric> told) {
    List<Kill> kill = new ArrayList<>();
    for (Fields each : fields.objects("kill")) {
      kill.add(
          new Kill(
              CriterionText.read(numbered("kill", kill.size()), each, told),
              each.flag("closes", false)));
      each.end();
    }
    return kill;
  }

  private static String numbered(String name, int before) {
    return "%s %d".formatted(name, before + 1);
  }

  /// As it is kept: what it leaves to the safeguards of its use case stays left out.
  ///
  /// @param typed what it was read from
  public static ObjectNode write(Gate gate, ObjectNode typed) {
    ObjectNode kept = write(gate);
    List<String> stated = new ArrayList<>();
    typed.path(PROOF).fieldNames().forEachRemaining(stated::add);
    kept.withObject(PROOF).retain(stated);
    return kept;
  }

  /// All that it states itself, read by [#read].
  public static ObjectNode write(Gate gate) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("window_days", gate.windowDays());
    add(body.putArray("criteria"), gate.criteria());
    ArrayNode kill = body.putArray("kill");
    gate.kill()
        .forEach(each -> kill.add(CriterionText.write(each.when()).put("closes", each.closes())));
    add(body.putArray("guards"), gate.guards());
    body.putObject(PROOF)
        .put(MARGIN, gate.proof().margin().toPlainString())
        .put(OUTCOMES_MIN, gate.proof().outcomesMin());
    ObjectNode caps = body.putObject("until_proven");
    caps.put(Allowed.SHARE, gate.untilProven().share().toPlainString());
    gate.untilProven().users().ifPresent(most -> caps.put(Allowed.USERS, most));
    caps.put(Allowed.BUDGET, gate.untilProven().budgetUsdPerMonth().toPlainString());
    gate.projection().ifPresent(projection -> body.set("projection", projection.write()));
    gate.ramp().ifPresent(ramp -> body.set("ramp", ramp.write()));
    return body.put("proposal_days", gate.proposalDays()).put("budget", gate.budget());
  }

  private static void add(ArrayNode list, List<Criterion> criteria) {
    criteria.forEach(each -> list.add(CriterionText.write(each)));
  }
}
