package dev.weir.value.gate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Fields;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a gate needs to know of a use case, and what a promotion changes of its facts.
///
/// @param id the value of the tag `use_case`
/// @param business an operator's id or name; likewise `technical`
/// @param body all of its fact
public record UseCase(
    String id, Stage stage, Audience audience, String business, String technical, ObjectNode body) {
  private static final String STAGE = "stage";
  private static final String AUDIENCE = "audience";
  private static final String SHARE = "share";
  private static final String BUDGET = "budget_usd_per_month";

  /// How far a use case has come, in this order.
  public enum Stage {
    IDEA,
    POC,
    BETA,
    SOFT_LAUNCH,
    PRODUCTION,
    SUNSET;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// The one after it; nothing after the last.
    public Optional<Stage> next() {
      return switch (this) {
        case IDEA -> Optional.of(POC);
        case POC -> Optional.of(BETA);
        case BETA -> Optional.of(SOFT_LAUNCH);
        case SOFT_LAUNCH -> Optional.of(PRODUCTION);
        case PRODUCTION -> Optional.of(SUNSET);
        case SUNSET -> Optional.empty();
      };
    }
  }

  /// Whom it serves, from the inside out.
  public enum Audience {
    INTERNAL,
    PARTNER,
    CUSTOMER;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Who may call: what the rule book has of a use case.
  ///
  /// @param share of the eligible users, by a stable hash
  /// @param users how many at most
  /// @param listed who may call whatever the share is
  /// @param closed nobody may
  public record Rollout(
      Stage stage, BigDecimal share, Optional<Long> users, List<String> listed, boolean closed) {
    public Rollout {
      listed = List.copyOf(listed);
    }

    public static Rollout read(String id, ObjectNode body) {
      Fields fields = new Fields("rollout '%s'".formatted(id), body);
      return new Rollout(
          fields.choice(STAGE, Stage.class),
          fields.optionalDecimal(SHARE).orElse(BigDecimal.ONE),
          fields.optionalNumber("users_max"),
          fields.texts("users"),
          fields.flag("closed", false));
    }

    public ObjectNode write() {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      body.put(STAGE, stage.code()).put(SHARE, share.toPlainString());
      users.ifPresent(most -> body.put("users_max", most));
      listed.forEach(user -> body.withArray("users").add(user));
      return body.put("closed", closed);
    }

    public Rollout closing() {
      return new Rollout(stage, share, users, listed, true);
    }
  }

  public static UseCase read(String id, ObjectNode body) {
    Fields fields = new Fields("use case '%s'".formatted(id), body);
    Fields owners = fields.object("owners");
    return new UseCase(
        id,
        fields.choice(STAGE, Stage.class),
        fields.choice(AUDIENCE, Audience.class),
        owners.text("business"),
        owners.text("technical"),
        body);
  }

  /// Its next version, where a destination leads and with this budget.
  public ObjectNode at(Destination to, BigDecimal budgetUsdPerMonth) {
    ObjectNode next = body.deepCopy();
    switch (to) {
      case Destination.ToStage(Stage reached) -> next.put(STAGE, reached.code());
      case Destination.ToAudience(Audience reached) -> next.put(AUDIENCE, reached.code());
    }
    return next.put(BUDGET, budgetUsdPerMonth.toPlainString());
  }

  /// Its next version, back where it was.
  public ObjectNode backTo(ObjectNode before) {
    ObjectNode next = body.deepCopy();
    for (String field : List.of(STAGE, AUDIENCE, BUDGET)) {
      next.remove(field);
      if (before.hasNonNull(field)) {
        next.set(field, before.get(field));
      }
    }
    return next;
  }
}
