package dev.weir.flow.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.cohort.Arm;
import dev.weir.flow.cohort.Arm.Treatment;
import dev.weir.flow.cohort.EligibleUsers;
import dev.weir.flow.cohort.Experiment;
import dev.weir.flow.cohort.Portion;
import dev.weir.flow.cohort.Rollout;
import dev.weir.flow.window.Period;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/// Rollouts and experiments as JSON, as they stand in a rule book.
public final class CohortText {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private CohortText() {}

  /// Reads one rollout from its JSON object, with its use case as `id`.
  ///
  /// @throws IllegalArgumentException naming the rollout, the field and the value seen
  public static Rollout rollout(String json) {
    return rollout(RuleReader.tree(json));
  }

  static Rollout rollout(JsonNode node) {
    Fields fields = Fields.named("rollout", node, "id");
    String useCase = fields.text("id");
    boolean closed = fields.has("closed") && fields.flag("closed");
    if (!closed && !fields.has("share") && !fields.has("users")) {
      throw fields.wrong("share", "or 'users', or 'closed', must be there", node);
    }
    Rollout rollout =
        new Rollout(
            useCase,
            fields.has("share") ? fields.number("share", Portion::of) : Portion.NOBODY,
            new TreeSet<>(fields.texts("users")),
            RuleReader.choice(
                fields, "eligible", Rollout.Eligible.class, Rollout.Eligible.EVERYBODY),
            fields.has("users_max") ? Optional.of(count(fields, "users_max")) : Optional.empty(),
            closed,
            fields.textOr("salt", useCase),
            RuleReader.mode(fields) == Rule.Mode.ENFORCE,
            RuleReader.period(fields));
    fields.requireNoOther();
    return rollout;
  }

  private static int count(Fields fields, String name) {
    long count = fields.whole(name);
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw fields.wrong(
          name, "must be a whole number from 0 to %d".formatted(Integer.MAX_VALUE), count);
    }
    return (int) count;
  }

  /// The users of a roster as a rule book names them: who they are is in the roster's own versions.
  static EligibleUsers roster(Fields fields) {
    EligibleUsers users = EligibleUsers.told(fields.text("version"), count(fields, "users"));
    fields.requireNoOther();
    return users;
  }

  static ObjectNode write(EligibleUsers users) {
    return NODES.objectNode().put("version", users.version()).put("users", users.count());
  }

  /// All of it, read by [#rollout].
  public static ObjectNode write(Rollout rollout) {
    ObjectNode node =
        NODES.objectNode().put("id", rollout.useCase()).put("share", rollout.share().fraction());
    ArrayNode users = node.putArray("users");
    rollout.users().forEach(users::add);
    if (rollout.eligible() == Rollout.Eligible.ROSTER) {
      node.put("eligible", RuleWriter.word(rollout.eligible()));
      rollout.usersMax().ifPresent(most -> node.put("users_max", most));
    }
    node.put("closed", rollout.closed()).put("salt", rollout.salt());
    node.put("mode", RuleWriter.word(rollout.enforced() ? Rule.Mode.ENFORCE : Rule.Mode.SHADOW));
    putPeriod(node, rollout.period());
    return node;
  }

  /// Reads one experiment from its JSON object, with its name as `id`.
  ///
  /// @throws IllegalArgumentException naming the experiment, the field and the value seen
  public static Experiment experiment(String json) {
    return experiment(RuleReader.tree(json));
  }

  static Experiment experiment(JsonNode node) {
    Fields fields = Fields.named("experiment", node, "id");
    String name = fields.text("id");
    Experiment experiment =
        new Experiment(
            name,
            fields.text("use_case"),
            fields.textOr("unit", "user"),
            fields.textOr("salt", name),
            fields.has("share") ? fields.number("share", Portion::of) : Portion.ALL,
            new TreeSet<>(fields.texts("asked")),
            fields.list("arms", CohortText::arm),
            RuleReader.period(fields),
            RuleReader.choice(fields, "state", Experiment.State.class, Experiment.State.DRAFT));
    fields.requireNoOther();
    return experiment;
  }

  private static Arm arm(JsonNode node) {
    Fields fields = Fields.named("arm", node, "name");
    Arm arm = new Arm(fields.text("name"), weight(fields), treatment(fields, node));
    fields.requireNoOther();
    return arm;
  }

  private static int weight(Fields fields) {
    long weight = fields.whole("weight");
    if (weight != (int) weight) {
      throw fields.wrong("weight", "must be a whole number of 32 bits", weight);
    }
    return (int) weight;
  }

  private static Treatment treatment(Fields fields, JsonNode node) {
    boolean model = fields.has("model");
    boolean prompt = fields.has("prompt");
    boolean without = fields.has("without_ai") && fields.flag("without_ai");
    if ((model ? 1 : 0) + (prompt ? 1 : 0) + (without ? 1 : 0) > 1) {
      throw fields.wrong("model", "stands without 'prompt' and 'without_ai'", node);
    }
    if (without) {
      return new Treatment.WithoutAi();
    }
    if (prompt) {
      return new Treatment.AskFor(Treatment.AskFor.PROMPT + fields.text("prompt"));
    }
    return model ? fields.parsed("model", Treatment.AskFor::new) : new Treatment.AsAsked();
  }

  static ObjectNode write(Experiment experiment) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("id", experiment.name())
            .put("use_case", experiment.useCase())
            .put("unit", experiment.unit())
            .put("salt", experiment.salt())
            .put("share", experiment.share().fraction());
    ArrayNode asked = node.putArray("asked");
    experiment.asked().forEach(asked::add);
    ArrayNode arms = node.putArray("arms");
    experiment.arms().forEach(arm -> arms.add(write(arm)));
    node.put("state", experiment.state().name().toLowerCase(Locale.ROOT));
    putPeriod(node, experiment.period());
    return node;
  }

  private static ObjectNode write(Arm arm) {
    ObjectNode node = NODES.objectNode().put("name", arm.name()).put("weight", arm.weight());
    return switch (arm.treatment()) {
      case Treatment.AsAsked _ -> node;
      case Treatment.AskFor(String name) when name.startsWith(Treatment.AskFor.PROMPT) ->
          node.put("prompt", name.substring(Treatment.AskFor.PROMPT.length()));
      case Treatment.AskFor(String name) -> node.put("model", name);
      case Treatment.WithoutAi _ -> node.put("without_ai", true);
    };
  }

  static void putPeriod(ObjectNode node, Period period) {
    period.from().ifPresent(from -> node.put("from", from.toString()));
    period.until().ifPresent(until -> node.put("until", until.toString()));
  }
}
