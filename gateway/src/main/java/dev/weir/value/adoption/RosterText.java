package dev.weir.value.adoption;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Fields;
import dev.weir.flow.cohort.EligibleUsers;
import dev.weir.value.adoption.Roster.Activation;
import dev.weir.value.adoption.Roster.Eligible;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// A roster as JSON: told with the users' ids (`users`), kept with their hashes (`hashes`).
public final class RosterText {
  private static final int USER_MAX = 256;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{32}");

  private RosterText() {}

  /// Reads what somebody tells; what is wrong is an [IllegalArgumentException] that names the
  /// field, the rule and the value.
  public static Roster told(String useCase, ObjectNode body) {
    return read(useCase, body, "users");
  }

  /// Reads what [#write] wrote.
  public static Roster read(String useCase, ObjectNode body) {
    return read(useCase, body, "hashes");
  }

  private static Roster read(String useCase, ObjectNode body, String list) {
    String thing = "roster '%s'".formatted(useCase);
    Fields fields = new Fields(thing, body);
    try {
      Optional<Long> count = fields.optionalNumber("eligible");
      List<String> listed = fields.texts(list);
      if (count.isPresent() == fields.isList(list)) {
        throw new IllegalArgumentException(
            "field 'eligible' or field '%s' is there, was %s"
                .formatted(list, count.isPresent() ? "both" : "neither"));
      }
      Fields rule = fields.object("activation");
      Activation activation =
          new Activation(
              int32(rule.number("calls", Activation.ASSUMED.calls())),
              int32(rule.number("within_days", Activation.ASSUMED.withinDays())));
      rule.end();
      fields.end();
      Eligible eligible =
          count.isPresent()
              ? new Eligible.Counted(int32(count.get()))
              : new Eligible.Listed(
                  list.equals("users") ? hashed(useCase, listed) : hashes(listed));
      return new Roster(useCase, eligible, activation);
    } catch (IllegalArgumentException wrong) {
      String message = String.valueOf(wrong.getMessage());
      throw new IllegalArgumentException(
          message.startsWith(thing) ? message : thing + ": " + message, wrong);
    }
  }

  private static Set<String> hashed(String useCase, List<String> users) {
    Set<String> hashes = new HashSet<>();
    for (String user : users) {
      if (user.isBlank() || user.length() > USER_MAX) {
        throw new IllegalArgumentException(
            "field 'users' has ids of 1 to %d characters, was '%s'".formatted(USER_MAX, user));
      }
      if (!hashes.add(EligibleUsers.hash(useCase, user.strip()))) {
        throw new IllegalArgumentException(
            "field 'users' names each user once, was '%s' twice".formatted(user));
      }
    }
    return hashes;
  }

  private static Set<String> hashes(List<String> texts) {
    for (String text : texts) {
      if (!HASH.matcher(text).matches()) {
        throw new IllegalArgumentException(
            "field 'hashes' has 32 hexadecimal digits each, was '%s'".formatted(text));
      }
    }
    return new HashSet<>(texts);
  }

  public static ObjectNode write(Roster roster) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    switch (roster.eligible()) {
      case Eligible.Counted(int count) -> body.put("eligible", count);
      case Eligible.Listed(Set<String> hashes) -> {
        ArrayNode list = body.putArray("hashes");
        new TreeSet<>(hashes).forEach(list::add);
      }
    }
    body.putObject("activation")
        .put("calls", roster.activation().calls())
        .put("within_days", roster.activation().withinDays());
    return body;
  }

  /// Too large or too small a number stays so, for the rule it breaks.
  private static int int32(long number) {
    return Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }
}
