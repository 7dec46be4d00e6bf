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
    boolean shared = !platform && Payer.parse(id) instanceof Payer.Shared;
    boolean centre = !platform && Payer.parse(id) instanceof Payer.CostCentre;
    require(id, owner.isBlank() ? "an account has an owner" : "", owner);
    code.ifPresent(text ->
        require(
            id,
            CODE.matcher(text).matches()
                ? ""
                : "an account code is a letter or digit, then up to 63 letters, digits, spaces, '.', '_', '/' or '-'",
            text));
    require(
        id,
        code.isEmpty() && (platform || mode == Mode.CHARGEBACK)
            ? "an account that is charged has an account code"
            : "",
        "");
    require(id, platform && mode == Mode.SHOWBACK ? "it is charged, never shown" : "", mode.code());
    require(
        id,
        shared == where.isEmpty()
            ? "conditions ('where') say what is shared spend, of shared=NAME and of no other"
            : "",
        where.toString());
    require(
        id,
        centre && costCentre.isPresent() ? "its postings name the cost centre it is of" : "",
        costCentre.orElse(""));
    for (String text : List.of(owner, name.orElse("-"), costCentre.orElse("-"))) {
      boolean fits =
          !text.isBlank()
              && text.length() <= TEXT_MAX
              && text.chars().noneMatch(Character::isISOControl);
      require(id, fits ? "" : "a text has 1 to 200 characters and no control ones", text);
    }
  }

  private static void require(String id, String broken, String seen) {
    if (!broken.isEmpty()) {
      throw new IllegalArgumentException("account '%s': %s, was '%s'".formatted(id, broken, seen));
    }
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
