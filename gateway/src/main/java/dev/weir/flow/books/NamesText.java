package dev.weir.flow.books;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.name.Label;
import dev.weir.flow.name.Names;
import dev.weir.flow.name.Prompt;
import dev.weir.flow.name.PromptModule;
import dev.weir.flow.route.Route;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The names in force, read from what operators have put.
final class NamesText {
  static final String BOOK = "names";

  private static final Set<Kind> KINDS =
      EnumSet.of(Kind.ALIAS, Kind.MODULE, Kind.PROMPT, Kind.LABEL);
  private static final int THINGS_MAX = 10_000;
  private static final long CHARACTERS_MAX = 64L << 20;

  private NamesText() {}

  /// Whether the names of both are the same.
  static boolean same(Content one, Content other) {
    return KINDS.stream().allMatch(kind -> one.sameAs(other, kind));
  }

  /// Reads all of it: what no call gets yet must be readable too.
  static Names read(Content content) {
    requireRoom(content);
    content.of(Kind.MODULE).forEach((id, body) -> PromptModule.parse(id, Json.write(body)));
    content.of(Kind.PROMPT).forEach((id, body) -> Prompt.parse(id, Json.write(body)));
    Map<String, Route> aliases = new TreeMap<>();
    content.of(Kind.ALIAS).forEach((id, body) -> aliases.put(id, route(id, body)));
    Map<String, Label> labels = new TreeMap<>();
    content.of(Kind.LABEL).forEach((id, body) -> labels.put(id, label(id, body, content)));
    return new Names(aliases, labels);
  }

  /// All of it is in memory, and is read again whenever some of it changes.
  private static void requireRoom(Content content) {
    long things = KINDS.stream().mapToLong(kind -> content.of(kind).size()).sum();
    long characters =
        KINDS.stream()
            .flatMap(kind -> content.of(kind).values().stream())
            .mapToLong(body -> Json.write(body).length())
            .sum();
    if (things > THINGS_MAX || characters > CHARACTERS_MAX) {
      throw new IllegalArgumentException(
          "names: there are at most %d aliases, modules, prompts and labels of %d characters together, were %d of %d; retire some"
              .formatted(THINGS_MAX, CHARACTERS_MAX, things, characters));
    }
  }

  private static Route route(String id, ObjectNode body) {
    try {
      return Route.parse(Json.write(body).getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("alias '%s': %s".formatted(id, wrong.getMessage()), wrong);
    }
  }

  private static Label label(String id, ObjectNode body, Content content) {
    String prompt = id.substring(0, Math.max(0, id.indexOf('/')));
    if (!content.of(Kind.PROMPT).containsKey(prompt)) {
      throw new IllegalArgumentException(
          "label '%s': there is no prompt '%s'".formatted(id, prompt));
    }
    return Label.parse(id, Json.write(body));
  }

  /// The book for the journal: routes as they are, of everything that has text its hash. Facts hold
  /// the text under the same hash.
  static String summary(Content content) {
    ObjectNode book = Json.newObject();
    ObjectNode aliases = book.putObject("aliases");
    content.of(Kind.ALIAS).forEach((id, body) -> aliases.set(id, body.deepCopy()));
    hashes(book.putObject("modules"), content.of(Kind.MODULE));
    hashes(book.putObject("prompts"), content.of(Kind.PROMPT));
    hashes(book.putObject("labels"), content.of(Kind.LABEL));
    return Json.write(book);
  }

  private static void hashes(ObjectNode into, Map<String, ObjectNode> things) {
    things.forEach((id, body) -> into.put(id, Book.of(BOOK, Json.write(body)).version()));
  }
}
