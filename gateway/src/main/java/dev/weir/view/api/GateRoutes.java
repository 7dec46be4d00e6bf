package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.criterion.Metric;
import dev.weir.value.gate.Destination;
import dev.weir.value.gate.Gate;
import dev.weir.value.gate.GateDefaults;
import dev.weir.value.gate.GateText;
import dev.weir.value.portfolio.Audience;
import dev.weir.value.portfolio.Safeguards;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.stage.GateBudget;
import dev.weir.value.stage.Lights;
import dev.weir.value.stage.Live;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.api.GatePages.GateBody;
import dev.weir.view.api.GatePages.GateDefault;
import dev.weir.view.api.GatePages.GateLine;
import dev.weir.view.api.GatePages.GateList;
import dev.weir.view.api.GatePages.GateStanding;
import dev.weir.view.api.GatePages.MetricLine;
import dev.weir.view.api.GatePages.MetricList;
import dev.weir.view.api.GatePages.Polish;
import dev.weir.view.api.GatePages.SignedGate;
import dev.weir.view.api.PromotionPages.MemoLine;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What is demanded before use cases move on, and how they stand to it.
final class GateRoutes {
  private static final String PATH = "/api/v1/gates";
  private static final String ONE = PATH + "/{id}/{to}";

  private final RunningGateway gateway;
  private final Changes changes;
  private final Gates gates;
  private final Portfolio portfolio;

  GateRoutes(RunningGateway gateway, Changes changes, Gates gates) {
    this.gateway = gateway;
    this.changes = changes;
    this.gates = gates;
    this.portfolio = Portfolio.of(gateway);
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("listGates", PATH, "All gates and what their lights showed last.")
            .asks(Parameter.text("use_case", "Only of this one."))
            .answers(GateList.class)
            .does(this::list),
        Endpoint.get("listMetrics", PATH + "/metrics", "What a criterion can be about here.")
            .answers(MetricList.class)
            .does(_ -> metrics()),
        Endpoint.get(
                "gateDefaults",
                PATH + "/defaults",
                "A gate to begin with, by audience and where it leads.")
            .asks(
                Parameter.text("audience", "internal, partner or customer."),
                Parameter.text("use_case", "Whose safeguards, instead of an audience's."),
                Parameter.text("to", "A stage or an audience, as beta."))
            .answers(GateDefault.class)
            .does(this::defaults),
        Endpoint.get(
                "getGate",
                ONE,
                "How a use case stands to a gate: every criterion on live figures, with its rows.")
            .answers(GateStanding.class)
            .does(FromLedger.of(gateway).does(this::standing)),
        Endpoint.get(
                "getKillMemo",
                ONE + "/memo",
                "Why a kill criterion closed the use case without a promotion, as it was hashed.")
            .answersText(Endpoint.JSON)
            .does(this::memo),
        Endpoint.change("PUT", "putGate", ONE, "Says what is demanded; a version of its own.")
            .ofUseCase()
            .versioned()
            .takes(GateBody.class)
            .answers(Pages.Changed.class)
            .does(this::put),
        Endpoint.change("DELETE", "deleteGate", ONE, "Takes a gate away: nothing goes through it.")
            .ofUseCase()
            .versioned()
            .answers(Pages.Changed.class)
            .does(inquiry -> changes.retire(Kind.GATE, id(inquiry), List.of(), inquiry)));
  }

  private static Destination to(Inquiry inquiry) {
    return Destination.parse(inquiry.named("to"));
  }

  private static String id(Inquiry inquiry) {
    return Gate.id(inquiry.id(), to(inquiry));
  }

  private Answer list(Inquiry inquiry) {
    Optional<String> only = inquiry.asked("use_case");
    return Answer.of(
        new GateList(
            changes.current(Kind.GATE).stream()
                .map(this::line)
                .filter(line -> only.isEmpty() || only.get().equals(line.useCase()))
                .toList()));
  }

  private GateLine line(Version version) {
    int slash = version.id().lastIndexOf('/');
    String useCase = version.id().substring(0, slash);
    Destination to = Destination.parse(version.id().substring(slash + 1));
    Lights lights = gates.live().lights(version.id());
    return new GateLine(
        useCase,
        to.code(),
        version.version(),
        version.body().path("criteria").size(),
        lights.since(),
        lights.stop(),
        lights.proven(),
        lights.killed(),
        gates.watch().unfinished(useCase),
        version.at(),
        version.who());
  }

  private Answer metrics() {
    return Answer.of(
        new MetricList(
            Arrays.stream(Metric.values())
                .filter(it -> it.isOfProjection() || gates.live().metrics().contains(it))
                .map(it ->
                    new MetricLine(
                        it.code(),
                        it.unit().name().toLowerCase(Locale.ROOT),
                        it.isBounded(),
                        it.meaning()))
                .toList()));
  }

  private Answer defaults(Inquiry inquiry) {
    Destination to = Destination.parse(inquiry.asked("to").orElse(""));
    Optional<String> name = inquiry.asked("use_case");
    Optional<UseCase> useCase = name.flatMap(portfolio::useCase);
    if (name.isPresent() && useCase.isEmpty()) {
      return Answer.missing(Kind.USE_CASE.code(), name.get());
    }
    Audience audience = useCase.map(UseCase::audience).orElseGet(() -> audience(inquiry));
    Safeguards safeguards =
        useCase
            .map(portfolio.policy()::safeguards)
            .orElseGet(() -> portfolio.policy().safeguards(audience));
    ObjectNode gate =
        GateText.write(GateDefaults.of("default", safeguards, to, gates.live().metrics()));
    gate.remove("budget");
    return Answer.of(new GateDefault(audience.code(), to.code(), gate));
  }

  private static Audience audience(Inquiry inquiry) {
    String asked = inquiry.asked("audience").orElse(Audience.INTERNAL.code());
    return Arrays.stream(Audience.values())
        .filter(it -> it.code().equals(asked))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "parameter 'audience' is internal, partner or customer, was '%s'"
                    .formatted(asked)));
  }

  private Answer put(Inquiry inquiry) {
    Destination to = to(inquiry);
    String useCase = inquiry.id();
    Optional<UseCase> found = portfolio.useCase(useCase);
    if (found.isEmpty()) {
      return Answer.missing(Kind.USE_CASE.code(), useCase);
    }
    Safeguards safeguards = portfolio.policy().safeguards(found.get());
    Gate gate = GateText.read(found.get(), to, inquiry.body(), safeguards, gates.live().metrics());
    changes
        .current(Kind.BUDGET, gate.budget())
        .flatMap(budget -> GateBudget.misfit(useCase, gate.budget(), budget.body()))
        .ifPresent(why -> {
          throw new IllegalArgumentException(
              "gate '%s': field 'budget': %s".formatted(gate.id(), why));
        });
    return changes.put(Kind.GATE, gate.id(), GateText.write(gate, inquiry.body()), inquiry);
  }

  private Answer standing(Inquiry inquiry) {
    Destination to = to(inquiry);
    String useCase = inquiry.id();
    return gates
        .live()
        .live(useCase, to, inquiry.now())
        .map(live ->
            Answer.of(
                GatePages.standing(
                    live,
                    signed(live, to, inquiry),
                    gates.watch().unfinished(useCase),
                    gates.promoting().memo(Gate.id(useCase, to)).map(MemoLine::of),
                    polish(live, inquiry))))
        .orElseGet(() -> Answer.missing(Kind.GATE.code(), Gate.id(useCase, to)));
  }

  private Answer memo(Inquiry inquiry) {
    String gate = id(inquiry);
    return gates
        .promoting()
        .memo(gate)
        .<Answer>map(memo -> new Answer.Text(200, Endpoint.JSON, memo.text()))
        .orElseGet(() -> Answer.missing("memo", gate));
  }

  private Optional<SignedGate> signed(Live live, Destination to, Inquiry inquiry) {
    return gates.promoting().brought(live.useCase(), inquiry.now()).stream()
        .filter(promotion -> promotion.to().equals(to))
        .findFirst()
        .flatMap(promotion ->
            gates
                .live()
                .signed(promotion, Optional.of(live), inquiry.now())
                .map(signed -> SignedGate.of(promotion, signed, live)));
  }

  private Optional<Polish> polish(Live live, Inquiry inquiry) {
    return live.lights()
        .since()
        .filter(_ -> live.lights().stop() && live.evaluation().stopsIterating())
        .filter(since -> since.isBefore(inquiry.now()))
        .map(since ->
            Polish.of(
                since,
                gateway.queries().gateSums().tuning(live.useCase().id(), since, inquiry.now())));
  }
}
