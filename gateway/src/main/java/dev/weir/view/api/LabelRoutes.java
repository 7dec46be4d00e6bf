package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.PromptVersions;
import dev.weir.flow.books.Version;
import dev.weir.flow.name.Difference;
import dev.weir.flow.name.Frozen;
import dev.weir.flow.name.Label;
import dev.weir.flow.name.Names;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.report.ModuleCosts;
import dev.weir.view.report.ReportRange;
import dev.weir.view.right.Right;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What calls get of a prompt: its labels; how versions differ, and what their modules cost.
final class LabelRoutes {
  private static final String PROMPT = "/api/v1/prompts/{id}";
  private static final String LABEL = PROMPT + "/labels/{label}";

  private final RunningGateway gateway;
  private final Changes changes;
  private final PromptVersions versions;
  private final Asking asking;

  LabelRoutes(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
    this.versions = new PromptVersions(gateway.books().facts());
    this.asking = new Asking(gateway);
  }

  /// One of `version`, `split` and `rollback`.
  ///
  /// @param version of the prompt
  /// @param split between other labels of the prompt, each of which holds a version
  /// @param by the tag whose value decides; default: each call for itself
  /// @param rollback to what the label held before its latest change
  record LabelText(
      Optional<Integer> version,
      Optional<List<LabelArm>> split,
      Optional<String> by,
      Optional<Boolean> rollback) {}

  record LabelArm(String label, int weight) {}

  /// @param from as it was asked for, as `to`
  record PromptDifference(
      String prompt,
      String from,
      String to,
      List<Difference.Setting> settings,
      List<ModuleDifference> modules) {}

  /// @param before absent if it was not in the earlier one
  /// @param after absent if it is not in the later one
  /// @param lines of its text: ` ` in both, `-` in the earlier alone, `+` in the later alone
  record ModuleDifference(
      String module,
      Optional<Difference.State> before,
      Optional<Difference.State> after,
      List<String> lines) {}

  /// What the input of the calls for a prompt was charged, by module.
  ///
  /// @param costUsd of all their input; the modules add up to it
  record PromptCost(
      String prompt, Instant from, Instant to, List<ModuleCost> modules, BigDecimal costUsd) {}

  /// @param module its name, or `caller`: what of the input was no module's
  record ModuleCost(String module, int version, long calls, long tokens, BigDecimal costUsd) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.change(
                "PUT", "putLabel", LABEL, "Has the calls for a label get a version, or a split.")
            .needs(Right.ADMINISTER)
            .versioned()
            .takes(LabelText.class)
            .answers(Pages.Changed.class)
            .does(this::put),
        Endpoint.change("DELETE", "deleteLabel", LABEL, "Retires a label: calls for it fail.")
            .needs(Right.ADMINISTER)
            .versioned()
            .answers(Pages.Changed.class)
            .does(inquiry -> changes.retire(Kind.LABEL, id(inquiry), List.of(), inquiry)),
        Endpoint.get("diffPrompt", PROMPT + "/diff", "How two versions of a prompt differ.")
            .asks(
                Parameter.text("from", "A version or a label; `production` by default."),
                Parameter.text("to", "A version or a label; the latest version by default."))
            .answers(PromptDifference.class)
            .does(this::diff),
        Endpoint.get("promptCost", PROMPT + "/cost", "What a prompt's modules cost in calls.")
            .asks(Ranges.FROM, Ranges.TO, Ranges.ZONE)
            .answers(PromptCost.class)
            .does(FromLedger.of(gateway).does(this::cost)));
  }

  private static String id(Inquiry inquiry) {
    return Label.id(inquiry.id(), inquiry.named("label"));
  }

  private Answer put(Inquiry inquiry) {
    inquiry.requireOnly(Set.of("version", "split", "by", "rollback"));
    long said =
        Set.of("version", "split", "rollback").stream().filter(inquiry.body()::hasNonNull).count();
    if (said != 1) {
      return Answer.invalid("a label takes one of version, split, rollback, was given " + said);
    }
    if (changes.current(Kind.PROMPT, inquiry.id()).isEmpty()) {
      return Answer.missing("prompt", inquiry.id());
    }
    if (inquiry.body().hasNonNull("version")) {
      Frozen frozen = frozen(inquiry.id(), Math.toIntExact(inquiry.whole("version", 0)));
      return switch (change(inquiry, PromptVersions.body(frozen))) {
        case Answer.Page(Pages.Changed changed) ->
            Answer.of(changed.warning(asking.doubts(frozen.model(), inquiry.now())));
        case Answer other -> other;
      };
    }
    if (inquiry.body().hasNonNull("split")) {
      return change(inquiry, inquiry.body());
    }
    return versions
        .before(id(inquiry))
        .map(before -> change(inquiry, before.body(), OptionalInt.of(before.latest())))
        .orElseGet(() ->
            Answer.invalid(
                "label '%s' held nothing before its latest change".formatted(id(inquiry))));
  }

  private Answer change(Inquiry inquiry, ObjectNode body) {
    return change(inquiry, body, OptionalInt.empty());
  }

  /// @param made the version that the change was made against, unless its operator says another
  private Answer change(Inquiry inquiry, ObjectNode body, OptionalInt made) {
    OptionalInt said = inquiry.expectedVersion();
    OptionalInt expected = said.isPresent() ? said : made;
    return changes.publish(
        List.of(
            new Change(
                Kind.LABEL, id(inquiry), body, false, expected, inquiry.who(), inquiry.why())));
  }

  private Frozen frozen(String prompt, int version) {
    PromptVersions.Whole whole = versions.whole(prompt, version);
    String counted = asking.countedAs(whole.prompt().model());
    return whole.frozen(text -> gateway.tokens().applyAsLong(counted, text));
  }

  private Answer diff(Inquiry inquiry) {
    Optional<Version> latest = changes.current(Kind.PROMPT, inquiry.id());
    if (latest.isEmpty()) {
      return Answer.missing("prompt", inquiry.id());
    }
    String from = inquiry.asked("from").orElse(Label.USUAL);
    String to = inquiry.asked("to").orElse(Integer.toString(latest.get().version()));
    Difference difference = Difference.between(meant(inquiry.id(), from), meant(inquiry.id(), to));
    return Answer.of(
        new PromptDifference(
            inquiry.id(),
            from,
            to,
            difference.settings(),
            difference.modules().stream()
                .map(each ->
                    new ModuleDifference(each.module(), each.before(), each.after(), each.lines()))
                .toList()));
  }

  /// A version by its number, or what a label holds.
  private Frozen meant(String prompt, String which) {
    if (!which.isEmpty() && Character.isDigit(which.charAt(0))) {
      return frozen(prompt, number(which));
    }
    String id = Label.id(prompt, which);
    Version label =
        changes
            .current(Kind.LABEL, id)
            .orElseThrow(
                () -> new IllegalArgumentException("there is no label '%s'".formatted(id)));
    return switch (Label.parse(id, label.body().toString())) {
      case Frozen frozen -> frozen;
      case Label.Split _ ->
          throw new IllegalArgumentException(
              "label '%s' splits between %s; name one of them"
                  .formatted(id, Labels.said(label.body())));
    };
  }

  private static int number(String which) {
    try {
      return Integer.parseInt(which);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a version is a whole number, was '%s'".formatted(which), e);
    }
  }

  private Answer cost(Inquiry inquiry) {
    ReportRange range = Ranges.of(inquiry);
    List<ModuleCosts.Line> lines =
        gateway.queries().modules().of(Names.PROMPT + inquiry.id(), range);
    BigDecimal all =
        lines.stream().map(line -> line.cost().toUsd()).reduce(BigDecimal.ZERO, BigDecimal::add);
    return Answer.of(
        new PromptCost(
            inquiry.id(),
            range.from(),
            range.to(),
            lines.stream()
                .map(line ->
                    new ModuleCost(
                        line.module(),
                        line.version(),
                        line.calls(),
                        line.tokens(),
                        line.cost().toUsd()))
                .toList(),
            all));
  }
}
