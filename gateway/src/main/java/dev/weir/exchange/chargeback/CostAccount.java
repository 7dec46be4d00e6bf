package dev.weir.exchange.chargeback;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Fields;
import dev.weir.flow.rule.Condition;
import dev.weir.flow.rule.ConditionText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where the organisation books what a payer bears, or, as [#PLATFORM], the account that is
/// relieved when it is charged on.
///
/// @param id a [Payer#id()], or [#PLATFORM]
/// @param code of the account in the organisation's books; needed where something is charged
/// @param name for people
/// @param owner who answers for it
/// @param mode whether spend is charged or only shown
/// @param costCentre that postings name; of a cost centre's own account it is the payer
/// @param where calls that are shared spend; only of a shared account, which has one or more
public record CostAccount(
    String id,
    Optional<String> code,
    Optional<String> name,
    String owner,
    Mode mode,
    Optional<String> costCentre,
    List<Condition> where) {
  /// The account that has paid the providers.
  public static final String PLATFORM = "platform";

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._/-]{0,63}");
  private static final int TEXT_MAX = 200;

  /// What becomes of spend.
  public enum Mode {
    /// Shown to its owner; nothing is booked.
    SHOWBACK,
    /// Booked.
    CHARGEBACK;

    /// As it is written: `showback`.
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public CostAccount {
    where = List.copyOf(where);
    boolean platform = id.equals(PLATFORM);
    Optional<Payer> payer = platform ? Optional.empty() : Optional.of(Payer.parse(id));
    requireText(id, "owner", owner);
    name.ifPresent(text -> requireText(id, "name", text));
    costCentre.ifPresent(text -> requireText(id, "cost_centre", text));
    code.ifPresent(text -> requireCode(id, text));
    if (platform && mode == Mode.SHOWBACK) {
      throw wrong(id, "it is relieved, so its mode is chargeback, was showback");
    }
    if (code.isEmpty() && mode == Mode.CHARGEBACK) {
      throw wrong(id, "one that is charged has an account code, and there is none");
    }
    if (payer.filter(Payer.Shared.class::isInstance).isPresent() == where.isEmpty()) {
      throw wrong(
          id,
          "shared=NAME, and no other, has conditions ('where') that say what is shared, was "
              + where);
    }
    if (payer.filter(Payer.CostCentre.class::isInstance).isPresent() && costCentre.isPresent()) {
      throw wrong(
          id,
          "its postings name the cost centre it is of, and no other, was '%s'"
              .formatted(costCentre.get()));
    }
  }

  private static void requireText(String id, String field, String text) {
    if (text.isBlank()
        || text.length() > TEXT_MAX
        || text.chars().anyMatch(Character::isISOControl)) {
      throw wrong(
          id,
          "%s has 1 to %d characters, none of them a control one, was '%s'"
              .formatted(field, TEXT_MAX, text));
    }
  }

  private static void requireCode(String id, String code) {
    if (!CODE.matcher(code).matches()) {
      throw wrong(
          id,
          ("an account code is a letter or digit, then at most 63 letters, digits, spaces, '.', '_',"
                  + " '/' or '-', was '%s'")
              .formatted(code));
    }
  }

  private static IllegalArgumentException wrong(String id, String rule) {
    return new IllegalArgumentException("account '%s': %s".formatted(id, rule));
  }

  /// Reads what [#write()] writes.
  public static CostAccount read(String id, ObjectNode body) {
    Fields fields = new Fields("account '%s'".formatted(id), body);
    CostAccount account =
        new CostAccount(
            id,
            fields.optionalText("account"),
            fields.optionalText("name"),
            fields.text("owner"),
            fields.choice("mode", Mode.class, Mode.CHARGEBACK),
            fields.optionalText("cost_centre"),
            fields.list("where").stream().map(ConditionText::read).toList());
    fields.end();
    return account;
  }

  public ObjectNode write() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    code.ifPresent(text -> body.put("account", text));
    name.ifPresent(text -> body.put("name", text));
    body.put("owner", owner).put("mode", mode.code());
    costCentre.ifPresent(text -> body.put("cost_centre", text));
    if (!where.isEmpty()) {
      ArrayNode conditions = body.putArray("where");
      where.forEach(condition -> conditions.add(ConditionText.write(condition)));
    }
    return body;
  }
}
